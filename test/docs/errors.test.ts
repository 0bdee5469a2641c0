import { readFileSync } from 'node:fs';
import { errorsDocs } from '../../scripts/errors-docs.ts';
import { errorDescriptions } from '../../src/shared/errors.ts';

const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');

describe('docs/errors.md', () => {
  it('lists exactly the codes that the API answers with', () => {
    const listed = [...page.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, code]) => code);
    expect(listed.toSorted()).toEqual(Object.keys(errorDescriptions).toSorted());
  });

  it('is what `npm run errors` writes', () => {
    expect(page).toBe(errorsDocs());
  });
});
