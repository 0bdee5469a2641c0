import {
  afterEdit,
  type ArticleState,
  openSteps,
  takeStep,
} from '../../src/services/knowledge/article-state.ts';

const draft: ArticleState = { status: 'DRAFT', draftStatus: 'DRAFT' };
const inReview: ArticleState = { status: 'IN_REVIEW', draftStatus: 'IN_REVIEW' };
const published: ArticleState = { status: 'PUBLISHED', draftStatus: null };
const publishedWithDraft: ArticleState = { status: 'PUBLISHED', draftStatus: 'DRAFT' };
const publishedInReview: ArticleState = { status: 'PUBLISHED', draftStatus: 'IN_REVIEW' };
const archived: ArticleState = { status: 'ARCHIVED', draftStatus: null };

describe('the steps of an article', () => {
  it.each([
    ['a draft', draft, ['IN_REVIEW', 'ARCHIVED']],
    ['one in review', inReview, ['DRAFT', 'PUBLISHED', 'ARCHIVED']],
    ['a published one', published, ['ARCHIVED']],
    ['a published one with a draft', publishedWithDraft, ['IN_REVIEW', 'ARCHIVED']],
    ['a published one whose changes are in review', publishedInReview, ['DRAFT', 'PUBLISHED', 'ARCHIVED']],
    ['an archived one', archived, ['DRAFT']],
  ] as const)('that are open to %s', (_, state, steps) => expect(openSteps(state)).toEqual(steps));

  it('lead from draft by review to its readers', () =>
    expect(takeStep(takeStep(draft, 'IN_REVIEW'), 'PUBLISHED')).toEqual(published));

  it('leave readers what they have while changes are reviewed and sent back', () =>
    expect(takeStep(takeStep(publishedWithDraft, 'IN_REVIEW'), 'DRAFT')).toEqual(publishedWithDraft));

  it('do not lead to readers past the review', () =>
    expect(() => takeStep(draft, 'PUBLISHED')).toThrow('what can be done now leads to IN_REVIEW, ARCHIVED'));

  it('lead from the archive to a draft', () => expect(takeStep(archived, 'DRAFT')).toEqual(draft));

  it('do not lead from the archive to readers', () =>
    expect(() => takeStep(archived, 'PUBLISHED')).toThrow('leads to DRAFT, not to PUBLISHED'));
});

describe('a change of the text', () => {
  it('takes an article out of the review, which has read another text', () =>
    expect(afterEdit(inReview)).toEqual(draft));

  it('is a draft beside what is published', () => expect(afterEdit(published)).toEqual(publishedWithDraft));

  it('is refused in the archive', () => expect(() => afterEdit(archived)).toThrow('reopen it first'));
});
