// The browser's part of GraphiQL: where the key comes from, and how requests and subscriptions travel with it.
import { createClient } from './graphql-ws/client.js';
import { createRoot, React, Ruru } from './ruru/ruru.js';

const settings = JSON.parse(document.getElementById('settings').textContent);
const keyForm = document.getElementById('key-form');
const keyField = document.getElementById('key');
const keyState = document.getElementById('key-state');

globalThis.MonacoEnvironment = {
  getWorker: (_, label) => {
    const file = { json: 'jsonWorker.js', graphql: 'graphqlWorker.js' }[label] ?? 'editorWorker.js';
    return new Worker(new URL(`./ruru/${file}`, import.meta.url), { type: 'module' });
  },
};

// A link may bring a key behind `#`, which browsers keep to themselves: `/graphql#key=kontor_…`.
const brought = new URLSearchParams(location.hash.slice(1)).get('key');
if (brought) {
  sessionStorage.setItem('kontor:key', brought);
  history.replaceState(null, '', location.pathname + location.search);
}

keyForm.addEventListener('submit', (event) => {
  event.preventDefault();
  sessionStorage.setItem('kontor:key', keyField.value.trim());
  showGraphiql();
});

const root = createRoot(document.getElementById('graphiql'));
showGraphiql();

function showGraphiql() {
  const key = sessionStorage.getItem('kontor:key') ?? '';
  keyField.value = key;
  keyState.textContent = key
    ? 'Kept until this browser tab is closed.'
    : 'Without a key only the schema can be read.';
  // Another `key` is another instance: it reads the schema again, now with this credential.
  root.render(
    React.createElement(Ruru, {
      key,
      fetcher: fetcherWith(key),
      defaultTabs: settings.defaultTabs,
      ...lastTab(),
      showPersistHeadersSettings: false,
    }),
  );
}

/** GraphiQL keeps the tabs, but opens another, empty one unless it is told which of them was the last. */
function lastTab() {
  const { tabs = [], activeTabIndex = 0 } = JSON.parse(localStorage.getItem('graphiql:tabState') ?? '{}');
  const { query, variables } = tabs[activeTabIndex] ?? settings.defaultTabs[0];
  return { initialQuery: query ?? '', initialVariables: variables ?? '' };
}

function fetcherWith(key) {
  const credential = key ? { Authorization: `Bearer ${key}` } : {};
  return (params, { headers, documentAST } = {}) => {
    // What stands in GraphiQL's own headers editor wins.
    const all = { ...credential, ...headers };
    return isSubscription(documentAST, params.operationName) ? subscribe(params, all) : request(params, all);
  };
}

function isSubscription(document, operationName) {
  return (document?.definitions ?? []).some(
    ({ operation, name }) =>
      operation === 'subscription' && (!operationName || name?.value === operationName),
  );
}

async function request(params, headers) {
  const response = await fetch(settings.endpoint, {
    method: 'POST',
    headers: {
      accept: 'application/graphql-response+json, application/json',
      'content-type': 'application/json',
      ...headers,
    },
    body: JSON.stringify(params),
  });
  return response.json();
}

/** One socket for each subscription; browsers cannot send headers with it, so the credential goes in first. */
function subscribe(params, connectionParams) {
  const url = new URL(settings.subscriptionUrl, location.href);
  if (url.protocol.startsWith('http')) url.protocol = url.protocol.replace('http', 'ws');
  // No retries: a refused key is to be seen at once, and what was missed meanwhile would not come again.
  const results = createClient({ url: url.href, connectionParams, retryAttempts: 0 }).iterate(params);
  return {
    next: () => results.next().catch((reason) => Promise.reject(readable(reason))),
    return: () => results.return(),
    throw: (error) => results.throw(error),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** GraphiQL prints what it is given: of an Error the stack too, of a CloseEvent nothing but `isTrusted`. */
function readable(reason) {
  return reason instanceof CloseEvent
    ? { message: `The server closed the connection: ${reason.code} ${reason.reason}`.trim() }
    : reason;
}
