import { eventTypes, isEventType, scopeOfEvent, typesOfAreas } from '../../events/event-types.ts';
import type { LogFilter } from '../../events/log.ts';
import { DomainError } from '../../shared/errors.ts';
import { decodeId } from '../../shared/ids.ts';
import type { Viewer } from '../access/viewer.ts';
import { refuseLongLists } from '../reads/filters.ts';
import { decodeRequiredId } from '../reads/ids.ts';

/** As callers give it: global ids, and types with `area.*` for all of an area. */
export interface EventFilter {
  readonly types?: readonly string[] | null;
  readonly customerId?: string | null;
  readonly subjectId?: string | null;
}

/** What of the filter the viewer's scopes leave: events of areas that it may not read are as if they were not. */
export function logFilter(viewer: Viewer, filter: EventFilter): LogFilter {
  refuseLongLists(filter);
  const wanted = filter.types ? filter.types.flatMap(typesNamed) : Object.keys(eventTypes);
  return {
    types: new Set(wanted.filter((type) => viewer.scopes.has(scopeOfEvent(type) ?? ''))),
    customerId:
      filter.customerId == null ? null : decodeRequiredId('Customer', filter.customerId, 'filter.customerId'),
    subject: filter.subjectId == null ? null : subjectOf(filter.subjectId),
  };
}

function typesNamed(name: string): readonly string[] {
  if (isEventType(name)) return [name];
  const types = name.endsWith('.*') ? typesOfAreas([name.slice(0, -2)]) : [];
  if (types.length > 0) return types;
  throw new DomainError(
    'INVALID',
    `There are no events of type ${JSON.stringify(name)}; the query \`eventTypes\` lists those there are.`,
    'filter.types',
  );
}

function subjectOf(globalId: string): { type: string; id: string } {
  const id = decodeId(globalId);
  if (!id) {
    throw new DomainError(
      'INVALID',
      `\`filter.subjectId\` must be a global id, such as "customer_01jd…"; got ${JSON.stringify(globalId)}.`,
      'filter.subjectId',
    );
  }
  return { type: id.typeName, id: id.uuid };
}
