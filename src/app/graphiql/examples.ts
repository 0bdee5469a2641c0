/** The operations that GraphiQL opens with, one a tab. A test checks them against the schema. */
export const examples: readonly string[] = [
  `# One customer and what happened lately: contact history and documents, newest first.
# Put your own API key into the field above first; Ctrl+Enter runs the operation.
query CustomerWithTimeline {
  customers(first: 1, filter: { customerClass: [A] }) {
    nodes {
      id
      customerNumber
      name
      keyAccountManager { name }
      openItems {
        totals { amount currency }
        overdueTotals { amount currency }
      }
      timeline(first: 10) {
        nodes {
          happenedAt
          kind
          title
          item {
            ... on Interaction { id body agent { name } }
            ... on CommercialDocument { id number totals { payableAmount { amount currency } } }
          }
        }
      }
    }
  }
}
`,
  `# The newest orders of all customers you may see, with their lines and where they came from.
query RecentOrders {
  orders(first: 5) {
    nodes {
      number
      issueDate
      status
      customer { name }
      totals { payableAmount { amount currency } }
      lines { name quantity netAmount { amount } }
      source { integration externalId updatedAt stale }
    }
  }
}
`,
  `# What happens, as it happens, until you stop it; without \`types\` all of it.
# To continue where you stopped, give \`after\` the last cursor.
subscription LiveEvents {
  events(filter: { types: ["order.recorded", "order.updated", "invoice.recorded", "invoice.paid", "interaction.recorded"] }) {
    cursor
    occurredAt
    type
    customer { name }
    subject { type id }
    actor { kind name }
    data
  }
}
`,
  `# Complaints that are not done yet, with what was said, how others like them were put right, and what the helpdesk knows.
query OpenComplaints {
  tickets(first: 3, filter: { types: [COMPLAINT], open: true }) {
    nodes {
      number
      subject
      state
      customer { name }
      messages(first: 3) { nodes { kind body } }
      ... on Complaint { defect remedy }
      similarTickets(first: 2) { ticket { number subject } solution { remedy } }
      suggestedArticles(first: 2) { title }
    }
  }
}
`,
  `# The card of a call that rings at the agent of your key. In the demo: the staff key, and in a terminal
#   npm run kontor -- demo call --from +498999998223
subscription ScreenPop {
  incomingCall {
    call {
      remote { e164 }
      callerCandidates { score reason contact { name } customer { name } }
      caller {
        contact { name }
        customer {
          name
          tickets(filter: { open: true }, first: 5) { nodes { number subject state } }
          orders(filter: { status: [OPEN, CONFIRMED, PARTIALLY_SHIPPED] }, first: 5) {
            nodes { number fulfilment { promisedOn isLate } }
          }
          invoices(filter: { overdue: true }, first: 5) {
            nodes { number settlement { openAmount { amount currency } daysOverdue } }
          }
          timeline(first: 3) { nodes { happenedAt kind title } }
        }
      }
    }
  }
}
`,
];
