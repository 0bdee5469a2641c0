import { pickText } from '../../src/services/knowledge/languages.ts';
import { canonicalLanguage } from '../../src/services/writes/language.ts';

const texts = ['de', 'en', 'pt-BR'].map((language) => ({ language }));
const pick = (asked: string | null) => pickText(texts, 'de', asked)?.language;

describe('the language of a reader', () => {
  it('is given where there is a text in it', () => expect(pick('en')).toBe('en'));
  it('is found whatever its spelling', () => expect(pick('PT-br')).toBe('pt-BR'));
  it('falls back to a more general one', () => expect(pick('en-GB')).toBe('en'));
  it('falls back past extensions', () => expect(pick('en-GB-x-plain')).toBe('en'));
  it('falls back to the main language of the article', () => expect(pick('fr')).toBe('de'));
  it('is the main language if none is asked for', () => expect(pick(null)).toBe('de'));
  it('is the main language where the tag is nonsense', () => expect(pick('not a language')).toBe('de'));
  it('is nobody’s guess where not even the main language is there', () =>
    expect(pickText([{ language: 'en' }], 'de', 'fr')).toBeNull());
});

describe('a language tag', () => {
  it.each([
    ['DE', 'de'],
    ['de-at', 'de-AT'],
    ['zh-hant-tw', 'zh-Hant-TW'],
  ])('has one spelling: %s', (tag, canonical) => expect(canonicalLanguage(tag)).toBe(canonical));

  it.each(['', 'd', 'de_AT', 'Deutsch!'])('is none: %j', (tag) => expect(canonicalLanguage(tag)).toBeNull());
});
