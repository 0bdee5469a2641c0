import MarkdownIt from 'markdown-it';
import sanitizeHtml from 'sanitize-html';

// Two guards, one behind the other: markdown-it writes HTML of its own making only (raw HTML stays text), and
// sanitize-html lets through what stands in its list, whatever went wrong before.

const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true, typographer: false });

// `https://example.com` becomes a link; `notes.txt` and `v1.de` do not, which only look like hosts.
markdown.linkify.set({ fuzzyEmail: true, fuzzyLink: false });

const textTags = 'h1 h2 h3 h4 h5 h6 p br hr blockquote pre code ul ol li strong em s a img'.split(' ');

const allowed: sanitizeHtml.IOptions = {
  allowedTags: ['table', 'thead', 'tbody', 'tr', 'th', 'td', ...textTags],
  allowedAttributes: {
    a: ['href', 'title', 'rel'],
    img: ['src', 'alt', 'title'],
    ol: ['start'],
    code: ['class'],
    th: ['style'],
    td: ['style'],
  },
  allowedClasses: { code: [/^language-[\w+#-]{1,40}$/] },
  allowedStyles: { '*': { 'text-align': [/^(left|right|center)$/] } },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['http', 'https'] },
  allowedSchemesAppliedToAttributes: ['href', 'src'],
  allowProtocolRelative: false,
  // A page that opens from an article must not reach back into the one it came from.
  transformTags: { a: sanitizeHtml.simpleTransform('a', { rel: 'noopener noreferrer nofollow' }) },
};

/** An answer as HTML that may be put into a page as it is. */
export function renderHtml(source: string): string {
  return sanitizeHtml(markdown.render(source), allowed).trim();
}

/** An answer without its markup: for search, previews, telephones. */
export function renderText(source: string): string {
  const lines: string[] = [];
  for (const token of markdown.parse(source, {})) {
    if (token.type === 'inline') lines.push(textOf(token.children ?? []));
    else if (token.type === 'fence' || token.type === 'code_block') lines.push(token.content.trimEnd());
  }
  return lines.filter((line) => line !== '').join('\n');
}

function textOf(tokens: readonly { type: string; content: string }[]): string {
  return tokens
    .map(({ type, content }) => {
      if (type === 'softbreak' || type === 'hardbreak') return '\n';
      // The content of an image is its alternative text.
      return content;
    })
    .join('')
    .trim();
}
