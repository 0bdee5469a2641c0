import { type IngressContentType, type IngressRequest, readFields } from '../ingress.ts';

/** A message as a telephone system posts it. */
export interface SampleMessage {
  /** For the report: a file name, for example. */
  readonly name: string;
  readonly contentType: IngressContentType;
  readonly body: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** Always the same, so that nothing but the message can make a difference. */
const RECEIVED_AT = '2026-01-15T12:00:00.000Z';

export function requestOf(
  { contentType, body }: SampleMessage,
  receivedAt: string = RECEIVED_AT,
): IngressRequest {
  return { contentType, body, headers: { 'content-type': contentType }, receivedAt };
}

/** The same message with fields that nobody has told the plugin of: the next version of the telephone system. */
export function withUnknownFields(sample: SampleMessage): SampleMessage {
  const more =
    sample.contentType === 'application/json'
      ? { xConformance: 'new', xConformanceList: [1, { a: null }], xConformanceFlag: true }
      : { xConformance: 'new', 'xConformanceList[]': ['1', '2'] };
  return {
    ...sample,
    body: encode(sample.contentType, { ...readFields(sample), ...more }),
  };
}

/** What comes by mistake, or from somebody who tries: readable, or the host would have refused it, and wrong. */
export function damagedMessages(samples: readonly SampleMessage[]): SampleMessage[] {
  return [...samples.flatMap(damaged), ...garbage()];
}

function damaged(sample: SampleMessage): SampleMessage[] {
  const fields = readFields(sample);
  const values = sample.contentType === 'application/json' ? [...wrongTexts, ...wrongTypes] : wrongTexts;
  return Object.keys(fields).flatMap((field) => {
    const { [field]: _, ...others } = fields;
    return [
      changed(sample, `without "${field}"`, others),
      ...values.map(([what, value]) =>
        changed(sample, `with ${what} as "${field}"`, { ...others, [field]: value }),
      ),
    ];
  });
}

const wrongTexts: readonly (readonly [what: string, value: unknown])[] = [
  ['nothing', ''],
  ['spaces', '   '],
  ['10,000 letters', 'x'.repeat(10_000)],
  ['the character U+0000', 'a\0b'],
  ['a word that it does not know', 'conformance'],
  ['a list', ['1', '2']],
];

const wrongTypes: readonly (readonly [what: string, value: unknown])[] = [
  ['null', null],
  ['a number', 4_711],
  ['true', true],
  ['an object', { a: { b: 'c' } }],
  ['a list of lists', [[null], [{}]]],
  ['half a surrogate pair', '\ud800'],
];

function changed(sample: SampleMessage, how: string, fields: Fields): SampleMessage {
  return { ...sample, name: `${sample.name} ${how}`, body: encode(sample.contentType, fields) };
}

function garbage(): SampleMessage[] {
  const json = (name: string, body: string): SampleMessage => ({
    name,
    contentType: 'application/json',
    body,
  });
  const many = Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`field${n}`, String(n)]));
  return [
    json('an empty object', '{}'),
    json(
      'names of prototypes',
      '{"__proto__":{"event":"x"},"constructor":1,"toString":[],"hasOwnProperty":null}',
    ),
    json('an object 500 levels deep', `${'{"a":'.repeat(500)}1${'}'.repeat(500)}`),
    json('an object with 2,000 fields', JSON.stringify(many)),
    { name: 'an empty form', contentType: 'application/x-www-form-urlencoded', body: '' },
    {
      name: 'a form with broken escapes',
      contentType: 'application/x-www-form-urlencoded',
      body: '%=%zz&=&&a=%ff%fe&a[]=1&a[0]=2',
    },
  ];
}

function encode(contentType: IngressContentType, fields: Fields): string {
  if (contentType === 'application/json') return JSON.stringify(fields);
  const pairs = Object.entries(fields).flatMap(([name, value]): [string, string][] =>
    Array.isArray(value)
      ? value.map((each): [string, string] => [`${name.replace(/\[\]$/, '')}[]`, String(each)])
      : [[name, String(value)]],
  );
  if (contentType === 'application/x-www-form-urlencoded') return new URLSearchParams(pairs).toString();
  const parts = pairs.map(
    ([name, value]) => `--conformance\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return `${parts.join('')}--conformance--\r\n`;
}
