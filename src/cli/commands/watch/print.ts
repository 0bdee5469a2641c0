import { styleText } from 'node:util';
import type { WatchedEvent } from './follow.ts';

type Paint = (format: Parameters<typeof styleText>[0], text: string) => string;

/** Colours for terminals that show them; nothing but text for files, pipes and `NO_COLOR`. */
export function painter(stream: NodeJS.WriteStream): Paint {
  return (format, text) => styleText(format, text, { stream });
}

/** One event on one line. */
export function eventLine(event: WatchedEvent, paint: Paint): string {
  const parts = [
    paint('dim', clock(event.occurredAt)),
    paint(colourOf(event.type), event.type.padEnd(22)),
    event.customer ? paint('bold', harmless(event.customer.name)) : '',
    `${event.subject.type} ${paint('dim', event.subject.id)}`,
    paint('dim', `by ${harmless(event.actor.name)}`),
    summary(event.data),
  ];
  return parts.filter((part) => part !== '').join('  ');
}

/** Names come from other systems: a terminal would obey the control characters in them. */
function harmless(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '\u{FFFD}');
}

function clock(occurredAt: string): string {
  const date = new Date(occurredAt);
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

function colourOf(type: string): Parameters<typeof styleText>[0] {
  if (/\.(created|recorded|added|paid|completed)$/.test(type)) return 'green';
  if (/\.(archived|revoked|suspended)$/.test(type)) return 'red';
  return 'cyan';
}

/** What changed, short enough for a line. */
function summary(data: Record<string, unknown>): string {
  const text = Object.keys(data).length === 0 ? '' : harmless(JSON.stringify(data));
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
