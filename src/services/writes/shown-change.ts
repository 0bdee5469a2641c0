/** A record of which partners and customers see a part; our own people have `version` and `updatedAt` of the whole. */
export interface ShownInPart {
  publicVersion: number;
  publicUpdatedAt: Date;
}

/**
 * Notes that a record is another one now to partners and customers, too. What they see as `version` and `updatedAt`
 * moves by this alone: else they could count what we do to it internally.
 */
export function noteShownChange(record: ShownInPart): void {
  record.publicVersion += 1;
  record.publicUpdatedAt = new Date();
}
