import { readFileSync } from 'node:fs';
import { getNamedType, type GraphQLSchema, isEnumType, isInterfaceType, isObjectType } from 'graphql';
import { buildKontorSchema } from '../../src/app/schema/build-schema.ts';

const page = readFileSync(new URL('../../docs/glossary.md', import.meta.url), 'utf8');

/** Of each row the names in the last column: types, `Type.field`, and the values of the enums in the same row. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (-+|German) /.test(line))
  .map((line) => line.split('|').at(-2) ?? '')
  .map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name))
  .filter((names) => names.length > 0);

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await buildKontorSchema();
});

const isType = (name: string) => schema.getType(name) !== undefined;

/** A field of the type, or a value of the enum; `owner` may itself be `Type.field`, whose type is meant then. */
function has(owner: string, name: string): boolean {
  const [typeName = '', fieldName] = owner.split('.');
  const type = schema.getType(typeName);
  if (isEnumType(type)) return type.getValue(name) != null;
  if (!isObjectType(type) && !isInterfaceType(type)) return false;
  const field = type.getFields()[fieldName ?? name];
  return fieldName === undefined || !field ? field !== undefined : has(getNamedType(field.type).name, name);
}

function isInSchema(name: string, cell: readonly string[]): boolean {
  const [owner = '', field] = name.split('.');
  return field ? has(owner, field) : isType(name) || cell.some((other) => other !== name && has(other, name));
}

describe('docs/glossary.md', () => {
  it('names nothing that the schema does not have', () => {
    expect(rows.flatMap((names) => names.filter((name) => !isInSchema(name, names)))).toEqual([]);
  });

  it('has the words that people look for', () => {
    const words = [
      'Kundenakte',
      'Ereignisaufzeichnung',
      'Gutschrift',
      'Vorgang',
      'Wiedervorlage',
      'Mahnstufe',
    ];
    expect(words.filter((word) => !page.includes(word))).toEqual([]);
  });
});
