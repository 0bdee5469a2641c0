// What the bench uses of its own dependencies, so that types are checked where these are not installed.

declare module 'express' {
  interface Application {
    use(path: string, ...handlers: unknown[]): void;
    listen(port: number, host: string): void;
  }
  function express(): Application;
  namespace express {
    function json(): unknown;
  }
  export default express;
}

declare module '@as-integrations/express5' {
  import type { ApolloServer, BaseContext } from '@apollo/server';
  export function expressMiddleware<Context extends BaseContext>(
    server: ApolloServer<Context>,
    options: { context: () => Promise<Context> },
  ): unknown;
}

declare module 'pg-copy-streams' {
  import type { Submittable } from 'pg';
  import type { Readable, Writable } from 'node:stream';
  export function from(statement: string): Writable & Submittable & { readonly rowCount: number };
  export function to(statement: string): Readable & Submittable;
}
