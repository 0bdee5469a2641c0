import { searchArticles } from '../../src/services/search/search-articles.ts';
import { listSynonyms, loadSynonym } from '../../src/services/search/synonyms.ts';
import { createSynonym, deleteSynonym, updateSynonym } from '../../src/services/search/write-synonym.ts';
import { encodeId, newId } from '../../src/shared/ids.ts';
import { eventsOf, within } from '../people/support.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { asSystem } from '../support/viewers.ts';
import { publish } from './search/support.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase(3);
  await publish(db, { title: 'Fehlerstromschutzschalter prüfen' });
  await publish(db, { title: 'Kennwort ändern' });
  await publish(db, { title: 'Flüssigkeit tritt aus' });
});
afterAll(() => db.drop());
beforeEach(() => db.query('delete from search_synonym'));

const globalId = (id: string) => encodeId('SearchSynonym', id);
const add = async (...terms: string[]) => (await createSynonym(asSystem(db), { terms })).id;
const found = async (query: string) =>
  (await searchArticles(asSystem(db), { query })).nodes.map(({ article }) => article.title);

describe('a synonym', () => {
  it('finds what the other word says, in whatever inflection', async () => {
    await add('Passwort', 'Kennwort');
    expect(await found('Passwortes')).toEqual(['Kennwort ändern']);
  });

  it('is not there before it is added', async () => expect(await found('Passwort')).toEqual([]));

  it('of several words stands for one', async () => {
    await add('FI Schalter', 'Fehlerstromschutzschalter');
    expect(await found('FI-Schalter')).toEqual(['Fehlerstromschutzschalter prüfen']);
  });

  it('is an expression of several words that must all be there', async () => {
    await add('undicht', 'Flüssigkeit tritt');
    expect(await found('undicht')).toEqual(['Flüssigkeit tritt aus']);
  });

  it('is written with umlauts or without', async () => {
    await add('Zugangsschluessel', 'Kennwörter');
    expect(await found('Zugangsschlüssel')).toEqual(['Kennwort ändern']);
  });

  it('that was changed stands for its new words only', async () => {
    const id = await add('Passwort', 'Kennwort');
    await updateSynonym(asSystem(db), { id: globalId(id), terms: ['Losung', 'Kennwort'] });
    expect([await found('Passwort'), await found('Losung')]).toEqual([[], ['Kennwort ändern']]);
  });

  it('that was deleted finds nothing any more', async () => {
    const id = await add('Passwort', 'Kennwort');
    await deleteSynonym(asSystem(db), { id: globalId(id) });
    expect(await found('Passwort')).toEqual([]);
  });
});

describe('the list of synonyms', () => {
  it('has what contains a text, newest first', async () => {
    for (const word of ['Alpha', 'Beta', 'Alphabet']) await add(word, 'x');
    const page = await listSynonyms(asSystem(db), { filter: { search: 'alpha' } });
    expect(page.nodes.map(({ terms }) => terms[0])).toEqual(['Alphabet', 'Alpha']);
  });

  it('is empty for partners and customers', async () => {
    await add('Passwort', 'Kennwort');
    const customer = within(db, { kind: 'CUSTOMER', customerId: newId() });
    expect((await listSynonyms(customer, {})).nodes).toEqual([]);
  });
});

describe('writing synonyms', () => {
  it('is announced', async () => {
    const id = await add('Passwort', 'Kennwort');
    await updateSynonym(asSystem(db), { id: globalId(id), terms: ['Losung', 'Kennwort'] });
    await deleteSynonym(asSystem(db), { id: globalId(id) });
    expect((await eventsOf(db, id)).map(({ type }) => type)).toEqual([
      'search_synonym.created',
      'search_synonym.updated',
      'search_synonym.deleted',
    ]);
  });

  it('keeps the terms as they were entered', async () => {
    const id = await add(' FI-Schalter ', 'Fehlerstrom-\nschutzschalter');
    expect((await loadSynonym(asSystem(db), id))?.terms).toEqual([
      'FI-Schalter',
      'Fehlerstrom- schutzschalter',
    ]);
  });

  it('does not change what somebody else has changed meanwhile', async () => {
    const id = globalId(await add('Passwort', 'Kennwort'));
    await updateSynonym(asSystem(db), { id, terms: ['Losung', 'Kennwort'] });
    await expect(deleteSynonym(asSystem(db), { id, expectedVersion: 1 })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });

  it.each([
    ['one term', ['Passwort'], ['terms']],
    ['one term twice', ['Öl', 'Oel'], ['terms']],
    ['a term without letters', ['Öl', '---'], ['terms', '1']],
    ['a whole sentence', ['Öl', 'das ist ein ganzer Satz'], ['terms', '1']],
  ])('is refused with %s', (_, terms, field) =>
    expect(createSynonym(asSystem(db), { terms })).rejects.toMatchObject({ code: 'INVALID', field }),
  );

  it('is not for customers', () =>
    expect(
      createSynonym(within(db, { kind: 'CUSTOMER', customerId: newId() }), { terms: ['a1', 'b1'] }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' }));
});
