import { addCustomer } from '../access/support.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { encodeId } from '../../src/shared/ids.ts';

// The life of an article as an app sees it, over HTTP: an author, a reviewer, a customer in the portal.

let server: TestServer;
let author: string;
let reviewer: string;
let portal: string;
beforeAll(async () => {
  server = await startTestServer();
  const { data } = await server.request(
    'mutation { createAgent(input: { name: "Jana Petersen" }) { agent { id } } }',
  );
  const agentId = data.createAgent.agent.id;
  const writes = ['knowledge:read', 'knowledge:write', 'people:read'] as const;
  author = await server.key({ name: 'Helpdesk', agentId, scopes: [...writes] });
  reviewer = await server.key({ agentId, scopes: [...writes, 'knowledge:publish'] });
  const customerId = encodeId('Customer', await addCustomer(server.db));
  portal = await server.key({ customerId, scopes: ['knowledge:read'] });
});
afterAll(() => server.stop());

const ask = async (key: string, query: string, variables: Record<string, unknown> = {}) => {
  const { data, errors } = await server.request(query, variables, { key });
  expect(errors).toBeUndefined();
  return data;
};
const step = async (key: string, name: string, input: Record<string, unknown>) => {
  const type =
    {
      createArticle: 'CreateArticleInput',
      updateArticle: 'UpdateArticleInput',
      giveArticleFeedback: 'GiveArticleFeedbackInput',
      recordArticleView: 'RecordArticleViewInput',
    }[name] ?? 'ArticleStepInput';
  const data = await ask(
    key,
    `mutation ($input: ${type}!) { ${name}(input: $input) { article { id status version } userErrors { code message field } } }`,
    { input },
  );
  return data[name];
};

/** A new public article in two languages, reviewed and published; its global id. */
async function publishedInTwoLanguages(): Promise<string> {
  const { article } = await step(author, 'createArticle', {
    language: 'de',
    title: 'Drehmaschine meldet E-17',
    question: 'Die Maschine hält an und zeigt E-17.',
    answer:
      'Die **Spindel** ist zu heiß:\n\n1. Maschine ausschalten\n2. 20 Minuten warten\n3. [Filter](https://example.com/filter) reinigen',
    audience: 'PUBLIC',
  });
  const english = {
    language: 'en',
    title: 'Lathe reports E-17',
    answer: 'The **spindle** is too hot: switch off, wait, clean the filter.',
  };
  await step(author, 'updateArticle', { id: article.id, ...english, reason: 'For the portal' });
  await step(author, 'submitArticle', { id: article.id });
  await step(reviewer, 'publishArticle', { id: article.id });
  return article.id;
}

const READ = `query Read($id: ID!, $language: String) {
  knowledgeArticle(id: $id) { title text(language: $language) { language title answerHtml answerText } expired ownFeedback { helped } }
}`;

describe('an article over HTTP', () => {
  it('is read by a customer in the language of the portal, as harmless HTML', async () => {
    const id = await publishedInTwoLanguages();
    expect(await ask(portal, READ, { id, language: 'en-GB' })).toEqual({
      knowledgeArticle: {
        title: 'Drehmaschine meldet E-17',
        text: {
          language: 'en',
          title: 'Lathe reports E-17',
          answerHtml: '<p>The <strong>spindle</strong> is too hot: switch off, wait, clean the filter.</p>',
          answerText: 'The spindle is too hot: switch off, wait, clean the filter.',
        },
        expired: false,
        ownFeedback: null,
      },
    });
  });

  it('is submitted and published in one request by who may both', async () => {
    const { article } = await step(author, 'createArticle', { language: 'de', title: 'x', answer: 'x' });
    const data = await ask(
      reviewer,
      `mutation ($id: ID!) {
        submitArticle(input: { id: $id }) { userErrors { message } }
        publishArticle(input: { id: $id }) { article { status } userErrors { message } }
      }`,
      { id: article.id },
    );
    expect(data.publishArticle).toEqual({ article: { status: 'PUBLISHED' }, userErrors: [] });
  });

  it('is not published by who may only write', async () => {
    const { article } = await step(author, 'createArticle', { language: 'de', title: 'x', answer: 'x' });
    const { errors } = await server.request(
      `mutation { publishArticle(input: { id: "${article.id}" }) { userErrors { code } } }`,
      {},
      { key: author },
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });

  it.each(['draft { title }', 'revisions { totalCount }', 'text { answer }'])(
    'gives a customer no %s',
    async (field) => {
      const { errors } = await server.request(
        `{ knowledgeArticles { nodes { ${field} } } }`,
        {},
        { key: portal },
      );
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    },
  );

  it('takes the word of a customer, and shows it to them', async () => {
    const id = await publishedInTwoLanguages();
    await step(portal, 'recordArticleView', { articleId: id });
    await step(portal, 'giveArticleFeedback', { articleId: id, helped: true });
    expect((await ask(portal, READ, { id })).knowledgeArticle.ownFeedback).toEqual({ helped: true });
    const counts = await ask(
      author,
      'query ($id: ID!) { knowledgeArticle(id: $id) { views helpedCount notHelpedCount solvedCount } }',
      { id },
    );
    expect(counts.knowledgeArticle).toEqual({ views: 1, helpedCount: 1, notHelpedCount: 0, solvedCount: 0 });
  });

  it('answers for a draft like for what never existed', async () => {
    const { article } = await step(author, 'createArticle', {
      language: 'de',
      title: 'x',
      audience: 'PUBLIC',
    });
    expect([
      await ask(portal, READ, { id: article.id }),
      await ask(portal, 'query ($id: ID!) { node(id: $id) { id } }', { id: article.id }),
      (await step(portal, 'recordArticleView', { articleId: article.id })).userErrors,
    ]).toEqual([
      { knowledgeArticle: null },
      { node: null },
      [expect.objectContaining({ code: 'NOT_FOUND', field: ['articleId'] })],
    ]);
  });

  it('tells its authors who did what, and why', async () => {
    const id = await publishedInTwoLanguages();
    const data = await ask(
      author,
      `query ($id: ID!) { knowledgeArticle(id: $id) {
        revisions { nodes { number step language changed reason authorName agent { name } } } } }`,
      { id },
    );
    const by = { agent: { name: 'Jana Petersen' } };
    expect(data.knowledgeArticle.revisions.nodes).toEqual([
      { number: 4, step: 'PUBLISHED', language: null, changed: [], reason: null, authorName: 'test', ...by },
      {
        number: 3,
        step: 'SUBMITTED',
        language: null,
        changed: [],
        reason: null,
        authorName: 'Helpdesk',
        ...by,
      },
      {
        number: 2,
        step: 'SAVED',
        language: 'en',
        changed: ['title', 'answer'],
        reason: 'For the portal',
        authorName: 'Helpdesk',
        ...by,
      },
      {
        number: 1,
        step: 'SAVED',
        language: 'de',
        changed: ['title', 'question', 'answer'],
        reason: null,
        authorName: 'Helpdesk',
        ...by,
      },
    ]);
  });
});
