import { registerEnumType } from 'type-graphql';

export const ArticleStatus = {
  DRAFT: 'DRAFT',
  IN_REVIEW: 'IN_REVIEW',
  PUBLISHED: 'PUBLISHED',
  ARCHIVED: 'ARCHIVED',
} as const;
export type ArticleStatus = (typeof ArticleStatus)[keyof typeof ArticleStatus];
registerEnumType(ArticleStatus, {
  name: 'ArticleStatus',
  description: 'How far an article has come.',
  valuesConfig: {
    DRAFT: { description: 'Being written; nobody but authors sees it.' },
    IN_REVIEW: { description: 'Submitted: somebody who may publish is to read it.' },
    PUBLISHED: {
      description: 'Its audience reads it, also while changes of it are being worked on (`draftStatus`).',
    },
    ARCHIVED: { description: 'No longer shown to anybody but authors; its history stays.' },
  },
});

export const ArticleDraftStatus = { DRAFT: 'DRAFT', IN_REVIEW: 'IN_REVIEW' } as const;
export type ArticleDraftStatus = (typeof ArticleDraftStatus)[keyof typeof ArticleDraftStatus];
registerEnumType(ArticleDraftStatus, {
  name: 'ArticleDraftStatus',
  description: 'How far the text has come that readers do not see yet.',
  valuesConfig: {
    DRAFT: { description: 'Being written.' },
    IN_REVIEW: { description: 'Submitted: somebody who may publish is to read it.' },
  },
});

export const ArticleAudience = { INTERNAL: 'INTERNAL', PARTNER: 'PARTNER', PUBLIC: 'PUBLIC' } as const;
export type ArticleAudience = (typeof ArticleAudience)[keyof typeof ArticleAudience];
registerEnumType(ArticleAudience, {
  name: 'ArticleAudience',
  description: 'Who may read an article once it is published.',
  valuesConfig: {
    INTERNAL: { description: 'Our own people and services only.' },
    PARTNER: { description: 'Partners, too.' },
    PUBLIC: { description: 'Customers and partners, too.' },
  },
});

export const ArticleStep = {
  SAVED: 'SAVED',
  RESTORED: 'RESTORED',
  SUBMITTED: 'SUBMITTED',
  SENT_BACK: 'SENT_BACK',
  PUBLISHED: 'PUBLISHED',
  ARCHIVED: 'ARCHIVED',
  REOPENED: 'REOPENED',
} as const;
export type ArticleStep = (typeof ArticleStep)[keyof typeof ArticleStep];
registerEnumType(ArticleStep, {
  name: 'ArticleStep',
  description: 'What was done to an article.',
  valuesConfig: {
    SAVED: { description: 'Its text or settings were written.' },
    RESTORED: { description: 'The text of an earlier revision was brought back.' },
    SUBMITTED: { description: 'It was submitted for review.' },
    SENT_BACK: { description: 'The review asked for changes; `reason` says which.' },
    PUBLISHED: { description: 'Its readers see the text as it was then.' },
    ARCHIVED: { description: 'It was taken from its readers.' },
    REOPENED: { description: 'It was archived and is a draft again.' },
  },
});
