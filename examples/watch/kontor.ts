// A typed client for the part of Kontor's schema that this program uses.
import { type Client, CloseCode, createClient } from 'graphql-ws';

export interface DocumentChange {
  readonly cursor: string;
  readonly event: { readonly type: string; readonly occurredAt: string };
  readonly document: {
    readonly __typename: 'Quote' | 'Order' | 'Invoice' | 'CreditNote';
    readonly number: string;
    readonly customer: { readonly name: string };
  } | null;
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** What Kontor said instead of answering; `code` is one of docs/errors.md. */
export class KontorError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export class Kontor {
  readonly #url: string;
  readonly #authorization: string;
  readonly #socket: Client;

  /** `url` is that of the API: `http://127.0.0.1:4000/graphql`. */
  constructor(url: string, key: string) {
    this.#url = url;
    this.#authorization = `Bearer ${key}`;
    this.#socket = createClient({
      url: url.replace(/^http/, 'ws'),
      connectionParams: { authorization: this.#authorization },
      // A server that restarts is not there for a moment; a key that is refused stays refused.
      retryAttempts: Number.POSITIVE_INFINITY,
      shouldRetry: (event) => (event as { code?: number }).code !== CloseCode.Forbidden,
      keepAlive: 10_000,
    });
  }

  /** The cursor of now. */
  async eventCursor(): Promise<string> {
    return (await this.#query<{ eventCursor: string }>('{ eventCursor }')).eventCursor;
  }

  /**
   * Documents as they come in or change, after the cursor: first what was missed, then what happens. Goes on over
   * lost connections; throws a KontorError (`CURSOR_EXPIRED`, `FORBIDDEN`, …) when it cannot.
   */
  async *documentChanges(after: string): AsyncGenerator<DocumentChange> {
    let cursor = after;
    const results = this.#socket.iterate<{ documentChanged: DocumentChange }>({
      query: `subscription ($after: String) {
        documentChanged(after: $after) {
          cursor
          event { type occurredAt }
          document {
            __typename
            ... on Quote { number customer { name } }
            ... on Order { number customer { name } }
            ... on Invoice { number customer { name } }
            ... on CreditNote { number customer { name } }
          }
        }
      }`,
      // Read anew whenever the connection is made anew: it continues behind what was seen.
      get variables() {
        return { after: cursor };
      },
    });
    try {
      for await (const result of results) {
        const { documentChanged } = dataOf<{ documentChanged: DocumentChange }>(result);
        cursor = documentChanged.cursor;
        yield documentChanged;
      }
    } catch (error) {
      throw Array.isArray(error) ? refusal(error as NonNullable<Answer<never>['errors']>) : closed(error);
    }
  }

  async #query<Data>(query: string): Promise<Data> {
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: this.#authorization },
      body: JSON.stringify({ query }),
    });
    return dataOf((await response.json()) as Answer<Data>);
  }
}

function dataOf<Data>({ data, errors }: Answer<Data>): Data {
  if (errors) throw refusal(errors);
  if (data == null) throw new KontorError('EMPTY', 'The answer holds neither data nor errors.');
  return data;
}

function refusal([first]: NonNullable<Answer<never>['errors']>): KontorError {
  return new KontorError(first?.extensions?.code ?? 'REFUSED', first?.message ?? 'Kontor refused.');
}

function closed(error: unknown): Error {
  const { code, reason } = error as { code?: number; reason?: string };
  return code === undefined && error instanceof Error
    ? error
    : new KontorError(`CLOSED_${code}`, reason ?? '');
}
