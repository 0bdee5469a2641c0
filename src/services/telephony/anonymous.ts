/** What telephone systems write where a caller withholds the number, lower case, without punctuation and spaces. */
const words = new Set([
  'anonymous',
  'anonym',
  'anonymousinvalid',
  'asserted',
  'assertedunavail',
  'blocked',
  'callerunknown',
  'hidden',
  'nonumber',
  'none',
  'null',
  'numberunavailable',
  'numberwithheld',
  'private',
  'privatenumber',
  'restricted',
  'suppressed',
  'unavailable',
  'unbekannt',
  'undefined',
  'unknown',
  'unterdruckt',
  'rufnummerunterdruckt',
  'withheld',
]);

/** The same words typed on a telephone's keys, as some gateways send them: ANONYMOUS, RESTRICTED, UNAVAILABLE. */
const keyed = new Set(['266696687', '7378742833', '86282452253']);

/** Whether there is no number behind it: empty, zeros, or a word that says so (RFC 3323's `anonymous@anonymous.invalid`). */
export function isAnonymous(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  const letters = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
  if (letters === '') return /^0*$/.test(digits) || keyed.has(digits);
  return words.has(letters);
}
