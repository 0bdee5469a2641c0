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
];
