/** Every scope there is, and what it permits. Fields name theirs with `@Extensions({ scope })`. */
export const scopes = {
  'people:read': 'Read agents, teams and partners.',
  'people:write': 'Create and change agents, teams and partners.',
  'customers:read': 'Read customers and contacts.',
  'customers:write': 'Create, change and archive customers and contacts.',
  'interactions:read': 'Read the contact history.',
  'interactions:write': 'Record and change entries of the contact history.',
  'quotes:read': 'Read quotes.',
  'orders:read': 'Read orders and their fulfilment.',
  'invoices:read': 'Read invoices, credit notes, payments and open items.',
  'products:read': 'Read products and availability.',
  'tickets:read': 'Read tickets and their messages.',
  'tickets:write': 'Open, answer and change tickets.',
  'tickets:admin': 'Configure statuses, categories, causes and the numbers of tickets.',
  'knowledge:read': 'Read published articles, say whether they helped.',
  'knowledge:write':
    'Read and write drafts of articles; reports about what is missing. Own people and services only.',
  'knowledge:publish':
    'Publish, send back, archive and reopen articles; keep synonyms. Own people and services only.',
  'calls:read': 'Read telephone calls.',
  'calls:write': 'Say who called, note what came of it, and open tasks and tickets from a call.',
  'events:read': 'Read and subscribe to the event log.',
  'integrations:read': 'Read integrations, their health and quarantine.',
  'integrations:write': 'Add, change, sync, suspend and resume integrations.',
  'access:admin': 'Create, list and revoke API keys.',
} as const;

export type Scope = keyof typeof scopes;

/** What credentials of partners and customers may be given at most: the rest is our own business. */
export const scopesForOutsiders: ReadonlySet<Scope> = new Set<Scope>([
  'people:read',
  'customers:read',
  'interactions:read',
  'interactions:write',
  'quotes:read',
  'orders:read',
  'invoices:read',
  'products:read',
  'tickets:read',
  'tickets:write',
  'knowledge:read',
  'events:read',
]);

export function isScope(value: string): value is Scope {
  return Object.hasOwn(scopes, value);
}
