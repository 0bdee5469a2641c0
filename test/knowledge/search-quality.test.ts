import { rankArticles } from '../../src/services/search/rank-articles.ts';
import { termsOfQuery } from '../../src/services/search/query-terms.ts';
import { newId } from '../../src/shared/ids.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { asSystem } from '../support/viewers.ts';
import { corpus } from './search/corpus.ts';
import { publish } from './search/support.ts';

// The labelled corpus: what people ask, and the article that must be among the first three.

let db: TestDatabase;
const keys = new Map<string, string>();
beforeAll(async () => {
  db = await testDatabase(2);
  for (const [key, language, title, question, answer] of corpus) {
    keys.set(await publish(db, { language, title, question, answer }), key);
  }
  const groups = [
    ['Leckage', 'Undichtigkeit', 'Leck', 'undicht', 'Flüssigkeit austreten'],
    ['FI-Schalter', 'Fehlerstromschutzschalter', 'RCD'],
    ['Passwort', 'Kennwort', 'password'],
    ['WLAN', 'wireless'],
    ['Faktura', 'Rechnung'],
  ];
  for (const terms of groups) {
    await db.query('insert into search_synonym (id, terms) values ($1, $2)', [newId(), terms]);
  }
});
afterAll(() => db.drop());

async function firstThree(query: string): Promise<(string | undefined)[]> {
  const [hits = []] = await rankArticles(asSystem(db), [
    { terms: termsOfQuery(query, 12), productId: null, language: null },
  ]);
  return hits.slice(0, 3).map(({ articleId }) => keys.get(articleId));
}

describe.each<[string, [query: string, key: string][]]>([
  [
    'an inflected word',
    [
      ['Ölwechseln', 'oil-change'],
      ['Keilriemens', 'belt'],
      ['Schlauch', 'hose'],
      ['Lieferscheine', 'delivery-note'],
      ['Magnetventile', 'valve'],
      ['leaks', 'leak'],
      ['battery', 'recycling'],
      ['alarm reset', 'alarm'],
      ['issue', 'valued'],
      ['shipped orders', 'shipping'],
      ['licences', 'licence'],
    ],
  ],
  [
    'a part of a compound',
    [
      ['Dichtung', 'seal'],
      ['Pumpe', 'seal'],
      ['Öl', 'oil-change'],
      ['Dämpfer', 'damper'],
      ['Lager', 'spindle'],
      ['Kontakt', 'door'],
      ['Schein', 'delivery-note'],
      ['Schulung', 'training'],
      ['Sicherung', 'backup'],
    ],
  ],
  [
    'a compound whose parts occur',
    [
      ['Hydraulikpumpendichtung', 'pump-noise'],
      ['Kreiselpumpe', 'pump-noise'],
      ['Ersatzspindel', 'spindle'],
      ['Hydraulikschlauch', 'hose'],
      ['Steuerungsprogramme', 'backup'],
      ['Portalzugang', 'password'],
    ],
  ],
  [
    'a synonym',
    [
      ['Passwort', 'password'],
      ['Passwörter vergessen', 'password'],
      ['FI-Schalter fliegt raus', 'rcd'],
      ['RCD', 'rcd'],
      ['WLAN', 'wifi'],
      ['Faktura', 'invoice-copy'],
    ],
  ],
  [
    'a typing error',
    [
      ['Pmupe', 'pump-noise'],
      ['Hydaulikpumpendichtung', 'seal'],
      ['Lieferschien', 'delivery-note'],
      ['Magnetventiel', 'valve'],
      ['Gewärleistung', 'warranty'],
      ['Spindellagr', 'spindle'],
      ['Kalibirieren', 'calibration'],
      ['frequenzy convertor', 'frequency'],
      ['recieve shiping', 'shipping'],
      ['vaccum griper', 'vacuum'],
      ['firmwear', 'update'],
    ],
  ],
  [
    'an umlaut written otherwise',
    [
      ['Hydraulikoel', 'oil-change'],
      ['Stossdaempfer', 'damper'],
      ['stoßdampfer', 'damper'],
      ['Schlaeuche', 'hose'],
      ['Tuerkontakt', 'door'],
      ['Kuehlschmierstoff', 'coolant'],
      ['SPÄNEFÖRDERER', 'chips'],
      ['Spaenefoerderer', 'chips'],
      ['Gewaehrleistung', 'warranty'],
    ],
  ],
  [
    'a sentence',
    [
      ['Die Pumpe ist so laut, was kann ich tun?', 'pump-noise'],
      ['Bitte senden Sie mir eine Kopie der Rechnung', 'invoice-copy'],
      ['How can I get the red alarm lamp to go off?', 'alarm'],
      ['Anzeige zeigt E17', 'e17'],
      ['Der Schaltschrank ist zu warm', 'filter'],
    ],
  ],
])('%s', (_, cases) => {
  it.each(cases)('%s finds %s among the first three', async (query, key) =>
    expect(await firstThree(query)).toContain(key),
  );
});

it('nothing is found for what no article is about', async () =>
  expect(await firstThree('Urlaubsantrag Kantine')).toEqual([]));
