import { readFileSync } from 'node:fs';
import {
  type DocumentNode,
  type GraphQLSchema,
  type SelectionSetNode,
  getOperationAST,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  print,
  validate,
} from 'graphql';
import { buildKontorSchema } from '../../src/app/schema/build-schema.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { type DocumentedOperation, documentedOperations } from './blocks.ts';

const operations = documentedOperations();
const places = new Map(operations.map((operation) => [operation.place, operation]));
const at = (place: string): DocumentedOperation => places.get(place)!;
const placesWhere = (condition: (operation: DocumentedOperation) => boolean) =>
  operations.filter(condition).map(({ place }) => place);

describe('an operation in the documentation', () => {
  let schema: GraphQLSchema;
  let server: TestServer;
  let staffKey: string;
  beforeAll(async () => {
    schema = await buildKontorSchema();
    server = await startTestServer();
    staffKey = await createStaffKey(server);
  });
  afterAll(() => server.stop());

  it.each([...places.keys()])('fits the schema: %s', (place) => {
    expect(validate(schema, at(place).document).map(({ message }) => message)).toEqual([]);
  });

  it.each(placesWhere(({ variables }) => variables !== null))(
    'is given variables that it takes: %s',
    (place) => {
      const { document, variables } = at(place);
      const operation = operationOf(document);
      const declared = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
      const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {});
      expect({
        errors,
        unknown: Object.keys(variables ?? {}).filter((name) => !declared.includes(name)),
      }).toEqual({
        errors: undefined,
        unknown: [],
      });
    },
  );

  it.each(placesWhere(({ answer }) => answer?.['data'] != null))(
    'has an answer of its shape: %s',
    (place) => {
      const { document, answer } = at(place);
      expect(strangers(document, operationOf(document).selectionSet, answer?.['data'], 'data')).toEqual([]);
    },
  );

  it.each(placesWhere(isQueryThatRuns))('is answered without errors to our own people: %s', async (place) => {
    const { document, variables } = at(place);
    const { errors } = await server.request(print(document), variables ?? {}, { key: staffKey });
    expect(errors).toBeUndefined();
  });
});

describe('the query of the README', () => {
  it('is the one whose SQL is kept in test/golden', () => {
    const golden = readFileSync(new URL('../golden/readme.graphql', import.meta.url), 'utf8');
    const [first] = operations.filter(({ place }) => place.startsWith('README.md'));
    expect(first && print(first.document)).toBe(print(parse(golden)));
  });
});

/** Queries that have all they need; what their variables name need not exist. */
function isQueryThatRuns({ document, variables }: DocumentedOperation): boolean {
  const operation = operationOf(document);
  const missing = (operation.variableDefinitions ?? []).filter(
    ({ type, defaultValue, variable }) =>
      type.kind === Kind.NON_NULL_TYPE && !defaultValue && variables?.[variable.name.value] === undefined,
  );
  return operation.operation === OperationTypeNode.QUERY && missing.length === 0;
}

function operationOf(document: DocumentNode): OperationDefinitionNode {
  const operation = getOperationAST(document);
  if (!operation) throw new Error('The document must have exactly one operation.');
  return operation;
}

async function createStaffKey(server: TestServer): Promise<string> {
  const { data } = await server.request(
    'mutation { createAgent(input: { name: "Jana Petersen" }) { agent { id } } }',
  );
  return server.key({ agentId: data.createAgent.agent.id });
}

/** Paths in a printed answer that the operation does not select; lists may be shortened, objects may not be invented. */
function strangers(
  document: DocumentNode,
  selections: SelectionSetNode,
  value: unknown,
  path: string,
): string[] {
  if (Array.isArray(value))
    return value.flatMap((item) => strangers(document, selections, item, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [];
  const selected = selectedIn(document, selections);
  return Object.entries(value).flatMap(([key, below]) => {
    if (!selected.has(key)) return [`${path}.${key}`];
    const deeper = selected.get(key);
    return deeper ? strangers(document, deeper, below, `${path}.${key}`) : [];
  });
}

/** Response keys with what is selected below them; fragments count as if they always applied. */
function selectedIn(
  document: DocumentNode,
  { selections }: SelectionSetNode,
): Map<string, SelectionSetNode | null> {
  const selected = new Map<string, SelectionSetNode | null>();
  const add = (key: string, below: SelectionSetNode | null | undefined): void => {
    const known = selected.get(key);
    const all = [...(known?.selections ?? []), ...(below?.selections ?? [])];
    selected.set(key, all.length > 0 ? { kind: Kind.SELECTION_SET, selections: all } : null);
  };
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      add((selection.alias ?? selection.name).value, selection.selectionSet);
      continue;
    }
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection.selectionSet
        : document.definitions.find(
            (definition) =>
              definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
          );
    const set = fragment && ('selectionSet' in fragment ? fragment.selectionSet : fragment);
    if (set && 'selections' in set) for (const [key, below] of selectedIn(document, set)) add(key, below);
  }
  return selected;
}
