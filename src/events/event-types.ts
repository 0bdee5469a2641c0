/** Every type of event there is, and what it says. A new one is one line here; its area needs a line below. */
export const eventTypes = {
  'agent.created': 'An agent was created.',
  'agent.updated': 'An agent was changed, or has left.',
  'api_key.created': 'An API key was created.',
  'api_key.revoked': 'An API key was revoked: it no longer works.',
  'availability.changed': 'The last known stock of a product changed.',
  'contact.created': 'A contact person of a customer was created.',
  'contact.updated': 'A contact person of a customer was changed.',
  'credit_note.recorded': 'A credit note came in from the ERP.',
  'credit_note.updated': 'A credit note was changed in the ERP.',
  'customer.archived': 'A customer was archived.',
  'customer.created': 'A customer was created.',
  'customer.restored': 'A customer that was archived was brought back.',
  'customer.updated': 'A customer was changed.',
  'integration.added': 'An integration was configured.',
  'integration.resumed': 'A suspended integration runs again.',
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
  'team.created': 'A team was created.',
  'team.updated': 'A team was changed.',
} as const;

export type EventType = keyof typeof eventTypes;

/** The scope that reads the records of an area also reads its events. */
const scopeOfArea: Readonly<Record<string, string>> = {
  agent: 'people:read',
  api_key: 'access:admin',
  availability: 'products:read',
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
  team: 'people:read',
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
