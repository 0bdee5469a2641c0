import { createRequire } from 'node:module';
import { toError } from 'graphql/jsutils/toError.js';

// graphql-jit 0.8.9's runtime, as far as its generated code calls it.
interface RunContext {
  promiseCounter: number;
  resolve?: (context: RunContext) => void;
}

type OnValue = (value: unknown) => void;

interface JitRuntime {
  callResolver(context: RunContext, call: () => unknown, onValue: OnValue): void;
  handleResolverResult(context: RunContext, value: unknown, onValue: OnValue): void;
  handleListItemResult(context: RunContext, value: unknown, onValue: OnValue): void;
}

/**
 * Repairs three faults of that runtime, by handing every failure on as a value (the generated code turns
 * an Error that comes as a value into the error of just that field or list item):
 *
 * - an exception in the code that takes a result (a getter, an iterator) left the request waiting for
 *   ever and, after a promise, was an unhandled rejection, which ends the process;
 * - a rejected promise in a list put its null wherever the list had grown to by then;
 * - what was thrown and was no Error got another message than in graphql-js.
 */
export function repairJitRuntime(): void {
  // The generated code uses the CommonJS build; an `import` would get a second copy of this object.
  const require = createRequire(import.meta.url);
  const { jitRuntime } = require('graphql-jit/dist/runtime.js') as { jitRuntime: JitRuntime };
  for (const name of ['callResolver', 'handleResolverResult', 'handleListItemResult'] as const) {
    if (typeof jitRuntime[name] !== 'function') {
      throw new Error(`graphql-jit has no runtime.${name} any more: it is another version than we repair.`);
    }
  }
  jitRuntime.handleResolverResult = settle;
  jitRuntime.handleListItemResult = settle;
  jitRuntime.callResolver = (context, call, onValue) => {
    let value: unknown;
    try {
      value = call();
    } catch (thrown) {
      value = toError(thrown);
    }
    settle(context, value, onValue);
  };
}

function settle(context: RunContext, value: unknown, onValue: OnValue): void {
  if (!isPromise(value)) return deliver(value, onValue);
  context.promiseCounter += 1;
  const finish = (settled: unknown) => {
    deliver(settled, onValue);
    context.promiseCounter -= 1;
    // There is no `resolve` yet while the synchronous part runs, which a thenable may answer within.
    if (context.promiseCounter === 0) context.resolve?.(context);
  };
  value.then(finish, (reason: unknown) => finish(toError(reason)));
}

function deliver(value: unknown, onValue: OnValue): void {
  try {
    onValue(value);
  } catch (thrown) {
    onValue(toError(thrown));
  }
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function';
}
