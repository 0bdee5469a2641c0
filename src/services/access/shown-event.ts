import type { LoggedEvent } from '../../events/log.ts';
import { DomainError } from '../../shared/errors.ts';
import { decodeIdOf } from '../../shared/ids.ts';
import type { Viewer } from './viewer.ts';

// The one place that says what of an event partners and customers are shown: of our own people no more than fields
// show them. Who has a record now takes `people:read`; who had it before, and who of us acted, is not theirs.

/** The event as the viewer is shown it: in lists, by its id and in every subscription. */
export function eventAsShownTo(viewer: Viewer, event: LoggedEvent): LoggedEvent {
  if (viewer.reach.kind === 'ALL') return event;
  const { previous, ...data } = event.data;
  const now = showsOurPeople(viewer) ? data : withoutOurPeople(data);
  return {
    ...event,
    actor: isOutside(event) ? event.actor : { kind: event.actor.kind, name: event.actor.kind },
    data: previous === undefined ? now : { ...now, previous: withoutOurPeople(previous) },
  };
}

/** By what is not shown nothing is found: filters by who has a record are for those who may see it. */
export function requireOurPeopleShown(
  viewer: Viewer,
  filter: Readonly<Partial<Record<(typeof OUR_PEOPLE)[number], unknown>>>,
  /** Where the fields stand in the arguments. */
  path = 'filter.',
): void {
  if (showsOurPeople(viewer)) return;
  const name = OUR_PEOPLE.find((each) => filter[each] != null);
  if (!name) return;
  const field = `${path}${name}`;
  throw new DomainError('FORBIDDEN', `\`${field}\`: which of us has it takes the scope people:read.`, field);
}

const OUR_PEOPLE = ['assigneeId', 'agentId', 'teamId', 'assigned'] as const;

function showsOurPeople({ reach, scopes }: Viewer): boolean {
  return reach.kind === 'ALL' || scopes.has('people:read');
}

function isOutside({ actor: { kind } }: LoggedEvent): boolean {
  return kind === 'PARTNER' || kind === 'CUSTOMER';
}

type Data = Readonly<Record<string, unknown>>;

function withoutOurPeople(value: Data): Data;
function withoutOurPeople(value: unknown): unknown;
function withoutOurPeople(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((each) => !namesOneOfUs(each)).map(withoutOurPeople);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      // Also where it is null: that nobody has it is as little theirs.
      .filter(([name, each]) => !NAMES.has(name) && !namesOneOfUs(each))
      .map(([name, each]) => [name, withoutOurPeople(each)]),
  );
}

const NAMES: ReadonlySet<string> = new Set(['assigneeId', 'teamId', 'agentId', 'agentIds']);

function namesOneOfUs(value: unknown): boolean {
  return (
    typeof value === 'string' && (decodeIdOf('Agent', value) !== null || decodeIdOf('Team', value) !== null)
  );
}
