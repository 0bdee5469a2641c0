import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');
const pages = [
  ...['README.md', 'bench/README.md'].filter((file) => existsSync(path.join(root, file))),
  ...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.join('docs', file)),
];
const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

const textOf = (page: string) => readFileSync(path.join(root, page), 'utf8');
const matches = (page: string, pattern: RegExp) =>
  [...textOf(page).matchAll(pattern)].map(([, found = '']) => found);

describe.each(pages)('%s', (page) => {
  it('links to nothing that is not there', () => {
    const links = matches(page, /\]\((?!https?:|mailto:|#)([^)#\s]+)/g);
    expect(links.filter((link) => !existsSync(path.resolve(root, path.dirname(page), link)))).toEqual([]);
  });

  it('names no source file that is not there', () => {
    const files = matches(page, /`((?:src|test|bench|scripts|examples)\/[\w./-]+)`/g);
    expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });

  it('names no script that package.json does not have', () => {
    const named = matches(page, /npm run (?:--silent |-s )?([a-z][\w:-]*)/g);
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });
});
