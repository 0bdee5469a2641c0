import { InteractionKind } from '../../entities/interactions/enums.ts';

const ourOwn: ReadonlySet<InteractionKind> = new Set([InteractionKind.NOTE, InteractionKind.TASK]);

/** Whether an entry is only for our own people where nobody says so: notes and follow-ups are written among us. */
export function isInternalByDefault(kind: InteractionKind): boolean {
  return ourOwn.has(kind);
}
