import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { renderHtml, renderText } from '../../src/services/knowledge/markdown.ts';

describe('an answer as HTML', () => {
  it('has what people write: headings, lists, emphasis, code, tables, links', () => {
    const html = renderHtml(
      '# Reset\n\n1. Hold **both** keys\n2. Wait\n\n`E-17`\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n[manual](https://example.com/m)',
    );
    expect(html).toMatchInlineSnapshot(`
     "<h1>Reset</h1>
     <ol>
     <li>Hold <strong>both</strong> keys</li>
     <li>Wait</li>
     </ol>
     <p><code>E-17</code></p>
     <table>
     <thead>
     <tr>
     <th>a</th>
     <th style="text-align:right">b</th>
     </tr>
     </thead>
     <tbody>
     <tr>
     <td>1</td>
     <td style="text-align:right">2</td>
     </tr>
     </tbody>
     </table>
     <p><a href="https://example.com/m" rel="noopener noreferrer nofollow">manual</a></p>"
    `);
  });

  it('keeps the line breaks of an answer that was typed as plain text', () =>
    expect(renderHtml('Dear customer,\nplease restart.')).toBe(
      '<p>Dear customer,<br />\nplease restart.</p>',
    ));

  it('shows raw HTML as the text that it is', () =>
    expect(renderHtml('<b>bold</b>')).toBe('<p>&lt;b&gt;bold&lt;/b&gt;</p>'));

  it('tells browsers not to hand over this page to the next', () =>
    expect(renderHtml('[a](https://example.com)')).toBe(
      '<p><a href="https://example.com" rel="noopener noreferrer nofollow">a</a></p>',
    ));

  it('links to mailboxes and telephones', () =>
    expect(renderHtml('[m](mailto:a@example.com) [t](tel:+49301234)')).toContain('href="tel:+49301234"'));
});

/** Reads HTML as a browser does, and answers what in it could run or lead astray. */
function dangersIn(html: string): string[] {
  const dangers: string[] = [];
  const left: DefaultTreeAdapterTypes.ChildNode[] = [...parseFragment(html).childNodes];
  for (let node = left.pop(); node; node = left.pop()) {
    if (!('tagName' in node)) {
      if (node.nodeName === '#comment') dangers.push('a comment');
      continue;
    }
    left.push(...node.childNodes);
    if (!harmlessTags.has(node.tagName)) dangers.push(`<${node.tagName}>`);
    for (const { name, value } of node.attrs) {
      if (!harmlessAttributes.has(name)) dangers.push(`${name}="${value}"`);
      if (name !== 'href' && name !== 'src') continue;
      if (
        !['http:', 'https:', 'mailto:', 'tel:'].includes(new URL(value, 'https://here.example/page').protocol)
      )
        dangers.push(value);
      if (/^[\s\\/]*[\\/]{2}/.test(value)) dangers.push(value);
    }
  }
  return dangers;
}

const harmlessTags = new Set(
  'h1 h2 h3 h4 h5 h6 p br hr blockquote pre code ul ol li strong em s a img table thead tbody tr th td'.split(
    ' ',
  ),
);
const harmlessAttributes = new Set('href src title alt rel start class style'.split(' '));

const attacks: readonly (readonly [string, string])[] = [
  ['a javascript: link', '[x](javascript:alert(1))'],
  ['a javascript: link in other case', '[x](JaVaScRiPt:alert(1))'],
  ['a scheme written in entities', '[x](&#106;&#97;&#118;&#97;script&#58;alert(1))'],
  ['a scheme written in hexadecimal entities', '[x](&#x6A;avascript&#x3A;alert(1))'],
  ['a scheme with a named colon', '[x](javascript&colon;alert(1))'],
  ['a scheme broken by a tab', '[x](java&Tab;script:alert(1))'],
  ['a scheme broken by a line', '[x](java&NewLine;script:alert(1))'],
  ['a scheme behind a control character', '[x](&#1;javascript:alert(1))'],
  ['a percent-encoded scheme', '[x](javascript%3Aalert(1))'],
  ['an autolink', '<javascript:alert(1)>'],
  ['a reference', '[x][1]\n\n[1]: javascript:alert(1)'],
  ['a reference in brackets', '[x][1]\n\n[1]: <javascript:alert(1)>'],
  ['vbscript', '[x](vbscript:msgbox(1))'],
  ['a page as data', '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)'],
  ['a picture as data', '![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)'],
  ['a file of the reader', '[x](file:///etc/passwd)'],
  ['a host without a scheme', '[x](//evil.example.com)'],
  ['a picture of a host without a scheme', '![x](//evil.example.com/x.png)'],
  ['a script', '<script>alert(1)</script>'],
  ['a picture with a handler', '<img src=x onerror=alert(1)>'],
  ['a drawing with a handler', '<svg/onload=alert(1)>'],
  ['a frame', '<iframe src="javascript:alert(1)"></iframe>'],
  ['a handler in a title', '[x](https://example.com "\\" onmouseover=\\"alert(1)")'],
  ['a handler in an alternative text', '![" onerror="alert(1)](https://example.com/x.png)'],
  ['a handler in an address', '![x](https://example.com/"onerror="alert(1))'],
  ['a link in a link', '[a [b](javascript:alert(1)) c](https://example.com)'],
  ['a picture in a link', '[![x](javascript:alert(1))](javascript:alert(2))'],
  ['a link in a heading in a quote in a list', '- > # [x](javascript:alert(1))'],
  ['a link in a table', '| a |\n|---|\n| [x](javascript:alert(1)) |'],
  ['HTML in a fence', '```html\n<script>alert(1)</script>\n```'],
  ['a class of a fence', '```"><script>alert(1)</script>\ncode\n```'],
  ['a style', '<p style="background:url(javascript:alert(1))">x</p>'],
  ['a comment that ends early', '<!--> <img src=x onerror=alert(1)> -->'],
  ['a tag broken by the sanitizer', '<scr<script>ipt>alert(1)</scr</script>ipt>'],
  ['mathematics', '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>'],
  ['a form', '<form action="javascript:alert(1)"><button>x</button></form>'],
];

describe('an answer that attacks its readers', () => {
  it.each(attacks)('comes out harmless: %s', (_, source) => {
    expect(dangersIn(renderHtml(source))).toEqual([]);
  });

  it.each([
    '<script>x</script>',
    '<img src="https://a" onerror=x>',
    '<a href="javascript:x">x</a>',
    '<a href="//e.com">x</a>',
    '<svg/onload=x>',
    '<a href="java&Tab;script:x">x</a>',
  ])('would be noticed here: %s', (html) => {
    expect(dangersIn(html)).not.toEqual([]);
  });

  it('cannot keep the server busy by nesting', () => {
    const depth = 5_000;
    const source = '>'.repeat(depth) + '['.repeat(depth) + '*a **a '.repeat(depth);
    expect(dangersIn(renderHtml(source))).toEqual([]);
  });
});

describe('an answer as plain text', () => {
  it('has no markup left, and the words of links and pictures', () =>
    expect(
      renderText(
        '## Reset\n\n- Hold **both** [keys](https://example.com)\n- ![the panel](https://example.com/p.png)',
      ),
    ).toBe('Reset\nHold both keys\nthe panel'));

  it('has the code', () => expect(renderText('Type\n\n```\nkontor start\n```')).toBe('Type\nkontor start'));

  it('has the signs that people wrote, not their entities', () =>
    expect(renderText('a < b & "c"')).toBe('a < b & "c"'));
});
