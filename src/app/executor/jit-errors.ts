import {
  GraphQLError,
  type DocumentNode,
  type GraphQLLeafType,
  type GraphQLSchema,
  type Source,
} from 'graphql';
import { inspect } from 'graphql/jsutils/inspect.js';
import { toError } from 'graphql/jsutils/toError.js';

/**
 * An error of a scalar's `serialize`, on its way through graphql-jit, which keeps of it nothing but the
 * message: so the message is this, until the error is rebuilt.
 */
class SerializeFailure {
  readonly error: Error;
  constructor(error: Error) {
    this.error = error;
  }
}

/** A serializer for graphql-jit that fails just as graphql-js's own does. */
export function serializerOf(type: GraphQLLeafType): (value: unknown) => unknown {
  return (value) => {
    try {
      const serialized: unknown = type.serialize(value);
      if (serialized == null) {
        throw new Error(
          `Expected \`${inspect(type)}.serialize(${inspect(value)})\` to ` +
            `return non-nullable value, returned: ${inspect(serialized)}`,
        );
      }
      return serialized;
    } catch (thrown) {
      // Not an Error: its stack would be made for nothing.
      // oxlint-disable-next-line typescript/only-throw-error -- graphql-jit takes the thrown value's message and nothing else
      throw { message: new SerializeFailure(toError(thrown)) };
    }
  };
}

/**
 * What graphql-js would have reported for an error of graphql-jit, whose own error class lacks what
 * GraphQLError has (Apollo's formatter fails on it).
 */
export function rebuildError(
  error: GraphQLError,
  schema: GraphQLSchema,
  document: DocumentNode,
): GraphQLError {
  const message: unknown = error.message;
  const cause = message instanceof SerializeFailure ? message.error : error.originalError;
  // An error that was located already, by an execution within this one, stays as it is.
  if (cause instanceof GraphQLError && cause.path) return cause;
  const ownPlace = cause instanceof GraphQLError && (cause.nodes || cause.positions);
  const place = ownPlace
    ? { nodes: cause.nodes, source: cause.source, positions: cause.positions }
    : placeOf(error, document.loc?.source);
  return new GraphQLError(cause ? cause.message : wordedAsGraphqlJs(error.message, schema), {
    ...place,
    path: error.path,
    originalError: cause,
  });
}

function placeOf({ locations }: GraphQLError, source: Source | undefined) {
  if (!locations || !source) return {};
  const lines = [0, ...[...source.body.matchAll(/\r\n|[\n\r]/g)].map((end) => end.index + end[0].length)];
  return { source, positions: locations.map(({ line, column }) => (lines[line - 1] ?? 0) + column - 1) };
}

function wordedAsGraphqlJs(message: string, schema: GraphQLSchema): string {
  const untyped = /^Runtime Object type "(.*)" is not a possible type for "(\w+)"\.$/.exec(message);
  if (untyped?.[1] && !schema.getType(untyped[1])) {
    return `Abstract type "${untyped[2]}" was resolved to a type "${untyped[1]}" that does not exist inside the schema.`;
  }
  return (
    message
      // A field selected twice is named twice: `Query.(customer,customer).`
      .replace(/\.\((\w+)(?:,\w+)*\)\./, '.$1.')
      .replace(/^(Expected Iterable, but did not find one for field )([\w.]+)\.$/, '$1"$2".')
  );
}
