/** Every type of event there is, and what it says. A new one is one line here; its area needs a line below. */
export const eventTypes = {
  'agent.created': 'An agent was created.',
  'agent.updated': 'An agent was changed, or has left.',
  'api_key.created': 'An API key was created.',
  'api_key.revoked': 'An API key was revoked: it no longer works.',
  'article.archived': 'A published article was taken from its readers.',
  'article.feedback_given': 'Somebody said whether an article helped, or changed that.',
  'article.linked': 'A published article was linked to a ticket, or the link was changed or removed.',
  'article.published': 'An article was published, for the first time or with changes.',
  'article.updated': 'Audience, product, category or validity of a published article was changed.',
  'article_draft.archived': 'An article was archived that had never been published.',
  'article_draft.created': 'A new article was begun.',
  'article_draft.reopened': 'An archived article is a draft again.',
  'article_draft.saved': 'Changes of an article were saved that its readers do not see yet.',
  'article_draft.sent_back': 'The review of an article asked for changes.',
  'article_draft.submitted': 'An article, or changes of one, was submitted for review.',
  'availability.changed': 'The last known stock of a product changed.',
  'call.answered': 'A call was answered, or after a transfer answered by somebody else.',
  'call.caller_identified': 'It became known who the other party of a call is.',
  'call.ended': 'A call is over; `data.status` says what became of it.',
  'call.ringing': 'A call rings; `data.agentIds` says at whom it did not ring before.',
  'call.transferred': 'A call was passed on.',
  'call.updated': 'A call was changed: a note, an outcome, or something that became known late.',
  'complaint_cause.created': 'A cause of complaints was added to the taxonomy.',
  'complaint_cause.updated': 'A cause of complaints was changed.',
  'contact.created': 'A contact person of a customer was created.',
  'contact.updated': 'A contact person of a customer was changed.',
  'credit_note.recorded': 'A credit note came in from the ERP.',
  'credit_note.updated': 'A credit note was changed in the ERP.',
  'customer.archived': 'A customer was archived.',
  'customer.created': 'A customer was created.',
  'customer.restored': 'A customer that was archived was brought back.',
  'customer.updated': 'A customer was changed.',
  'integration.added': 'An integration was configured.',
  'integration.deletions_approved':
    'Deletions that had waited for approval were approved; `data` says of what stream.',
  'integration.deletions_held':
    'The other system no longer lists many records of a stream; their deletion waits for approval.',
  'integration.resumed': 'A suspended integration runs again.',
  'integration.stream_reset': 'A stream of an integration is pulled from its beginning next.',
  'integration.suspended': 'An integration was suspended, by hand or after repeated failures.',
  'integration.synced': 'A sync of an integration ended; `data` says what it changed.',
  'integration.updated': "An integration's settings were changed.",
  'interaction.completed': 'A task or appointment was completed.',
  'interaction.recorded': 'An entry was added to the contact history.',
  'interaction.reopened': 'A task or appointment that was completed is open again.',
  'interaction.updated': 'An entry of the contact history was changed.',
  'invoice.paid': 'An invoice was paid in full.',
  'invoice.recorded': 'An invoice came in from the ERP.',
  'invoice.updated': 'An invoice was changed in the ERP.',
  'order.recorded': 'An order came in from the ERP.',
  'order.updated': 'An order was changed in the ERP.',
  'partner.created': 'A partner was created.',
  'partner.updated': 'A partner was changed.',
  'product.recorded': 'A product came in from the ERP.',
  'product.updated': 'A product was changed in the ERP.',
  'quote.recorded': 'A quote came in from the ERP.',
  'quote.updated': 'A quote was changed in the ERP.',
  'search_synonym.created': 'Terms were said to mean the same to the search.',
  'search_synonym.deleted': 'Synonyms of the search were deleted.',
  'search_synonym.updated': 'Synonyms of the search were changed.',
  'team.created': 'A team was created.',
  'team.updated': 'A team was changed.',
  'ticket.assigned': 'A ticket was given to another agent or team, or to nobody.',
  'ticket.cost_recorded': 'A cost entry of a ticket was added or removed.',
  'ticket.created': 'A ticket was opened.',
  'ticket.linked': 'A ticket was linked to another one.',
  'ticket.merged': 'A ticket was merged into another one.',
  'ticket.message_added': 'A message, note or system entry was added to a ticket.',
  'ticket.outcome_decided': 'It was decided what becomes of a suggestion.',
  'ticket.status_changed': 'A ticket came into another status.',
  'ticket.time_recorded': 'A time entry of a ticket was added or removed.',
  'ticket.unlinked': 'A link between two tickets was removed.',
  'ticket.updated': 'A ticket was changed; `changed` names the fields.',
  'ticket.voted': 'A customer voted for a suggestion, or took the vote back.',
  'ticket.watchers_changed': 'An agent began or ceased to watch a ticket.',
  'ticket_category.created': 'A category of tickets and articles was created.',
  'ticket_category.updated': 'A category of tickets and articles was changed.',
  'ticket_numbering.updated': 'The pattern of the numbers of tickets was changed.',
  'ticket_status.created': 'A status of tickets was created.',
  'ticket_status.updated': 'A status of tickets was changed.',
} as const;

export type EventType = keyof typeof eventTypes;

/** The scope that reads the records of an area also reads its events. */
const scopeOfArea: Readonly<Record<string, string>> = {
  agent: 'people:read',
  api_key: 'access:admin',
  article: 'knowledge:read',
  article_draft: 'knowledge:write',
  availability: 'products:read',
  complaint_cause: 'tickets:read',
  call: 'calls:read',
  contact: 'customers:read',
  credit_note: 'invoices:read',
  customer: 'customers:read',
  integration: 'integrations:read',
  interaction: 'interactions:read',
  invoice: 'invoices:read',
  order: 'orders:read',
  partner: 'people:read',
  product: 'products:read',
  quote: 'quotes:read',
  search_synonym: 'knowledge:publish',
  team: 'people:read',
  ticket: 'tickets:read',
  ticket_category: 'tickets:read',
  ticket_numbering: 'tickets:read',
  ticket_status: 'tickets:read',
};

export function isEventType(type: string): type is EventType {
  return Object.hasOwn(eventTypes, type);
}

/** `invoice.paid` → `invoice`. */
export function areaOfEvent(type: string): string {
  return type.slice(0, type.indexOf('.'));
}

/** The scope that a viewer needs beside `events:read`; null for a type this version does not know: nobody gets it. */
export function scopeOfEvent(type: string): string | null {
  return scopeOfArea[areaOfEvent(type)] ?? null;
}

/** All types of the areas: `typesOfAreas(['invoice'])`. */
export function typesOfAreas(areas: readonly string[]): EventType[] {
  return (Object.keys(eventTypes) as EventType[]).filter((type) => areas.includes(areaOfEvent(type)));
}

export function describeEventTypes(): { name: string; description: string; scope: string }[] {
  return Object.entries(eventTypes).map(([name, description]) => ({
    name,
    description,
    scope: scopeOfEvent(name) ?? '',
  }));
}
