import { DomainError } from '../shared/errors.ts';

/** What a cursor says: "everything up to this position of this log was seen". */
export interface LogPosition {
  readonly epoch: string;
  readonly position: number;
}

/** The bounds within which a cursor is good; from `event_log_state`. */
export interface LogBounds extends LogPosition {
  /** The oldest position that is still kept. */
  readonly firstPosition: number;
}

const CURSOR = /^([0-9a-f]{1,32}):(0|[1-9]\d{0,15})$/;

/** Opaque to callers: that positions can be counted is nobody's business. */
export function sealEventCursor({ epoch, position }: LogPosition): string {
  return Buffer.from(`${epoch}:${position}`).toString('base64url');
}

export function openEventCursor(cursor: string): LogPosition {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const [, epoch, position] = CURSOR.exec(text) ?? [];
  // Sealed again, since base64 takes several spellings of the same bytes and ignores what is none.
  if (!epoch || !position || sealEventCursor({ epoch, position: Number(position) }) !== cursor) {
    throw new DomainError(
      'INVALID',
      '`after` must be a cursor of an event, `eventCursor`, or `pageInfo.endCursor` of `events`.',
      'after',
    );
  }
  return { epoch, position: Number(position) };
}

/** Refuses a cursor from which the log cannot be continued without a gap; `last` is the newest position there is. */
export function checkEventCursor(
  cursor: LogPosition,
  { epoch, firstPosition, position: last }: LogBounds,
): void {
  if (cursor.epoch !== epoch) throw cursorExpired('belongs to a log that was restored or replaced since');
  if (cursor.position > last)
    throw cursorExpired('lies beyond the end of the log, so the log was restored since');
  if (cursor.position + 1 < firstPosition) throw cursorExpired('is older than the events that are kept');
}

export function cursorExpired(why: string): DomainError {
  return new DomainError(
    'CURSOR_EXPIRED',
    `The cursor ${why}: read the current state again and continue from its \`eventCursor\`.`,
    'after',
  );
}
