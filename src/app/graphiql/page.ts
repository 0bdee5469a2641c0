import type { GraphiqlOptions } from '../graphiql.ts';
import { examples } from './examples.ts';

export interface GraphiqlPage {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

export function graphiqlPage({ path, assetsPath, subscriptionUrl }: Required<GraphiqlOptions>): GraphiqlPage {
  const settings = { endpoint: path, subscriptionUrl, defaultTabs: examples.map((query) => ({ query })) };
  return {
    html: `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Kontor</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="${assetsPath}/ruru/ruru.css" />
    <link rel="stylesheet" href="${assetsPath}/page.css" />
    <script id="settings" type="application/json">${inScript(settings)}</script>
    <script type="module" src="${assetsPath}/page.js"></script>
  </head>
  <body>
    <form id="key-form">
      <strong>Kontor</strong>
      <label for="key">API key</label>
      <input id="key" type="password" placeholder="kontor_…" autocomplete="off" spellcheck="false" />
      <button>Use</button>
      <output id="key-state" for="key"></output>
    </form>
    <div id="graphiql">Loading…</div>
    <noscript>GraphiQL needs JavaScript.</noscript>
  </body>
</html>
`,
    headers: {
      'cache-control': 'no-cache',
      'content-security-policy': contentSecurityPolicy(subscriptionUrl),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
  };
}

/** Nothing from elsewhere, no script in the page itself. */
function contentSecurityPolicy(subscriptionUrl: string): string {
  const elsewhere = /^wss?:/.test(subscriptionUrl) ? ` ${new URL(subscriptionUrl).origin}` : '';
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    // The editor writes its rules into <style> elements.
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "img-src 'self' data:",
    `connect-src 'self'${elsewhere}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** JSON that cannot end the script element it stands in. */
function inScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
