import type { ArticleDraftStatus, ArticleStatus } from '../../entities/knowledge/enums.ts';
import { DomainError } from '../../shared/errors.ts';

/** Where an article stands: what its readers have, and what is being worked on. */
export interface ArticleState {
  readonly status: ArticleStatus;
  readonly draftStatus: ArticleDraftStatus | null;
}

/** The steps that are open; each is named by the status that it leads to. */
export function openSteps({ status, draftStatus }: ArticleState): readonly ArticleStatus[] {
  if (status === 'ARCHIVED') return ['DRAFT'];
  switch (draftStatus) {
    case 'DRAFT':
      return ['IN_REVIEW', 'ARCHIVED'];
    case 'IN_REVIEW':
      return ['DRAFT', 'PUBLISHED', 'ARCHIVED'];
    case null:
      return ['ARCHIVED'];
  }
}

/** The state behind a step; refuses one that is not open. What is published stays so while changes go their way. */
export function takeStep(state: ArticleState, to: ArticleStatus): ArticleState {
  const open = openSteps(state);
  if (!open.includes(to)) {
    const now = state.draftStatus ? `${state.status}, its changes ${state.draftStatus}` : state.status;
    throw new DomainError(
      'NOT_ALLOWED',
      `The article is ${now}; what can be done now leads to ${open.join(', ')}, not to ${to}.`,
      'id',
    );
  }
  if (to === 'PUBLISHED' || to === 'ARCHIVED') return { status: to, draftStatus: null };
  return { status: state.status === 'PUBLISHED' ? 'PUBLISHED' : to, draftStatus: to };
}

/** After a change of the text: what was submitted is no longer what the review has read. */
export function afterEdit(state: ArticleState): ArticleState {
  if (state.status === 'ARCHIVED') {
    throw new DomainError('NOT_ALLOWED', 'The article is archived: reopen it first.', 'id');
  }
  return { status: state.status === 'PUBLISHED' ? 'PUBLISHED' : 'DRAFT', draftStatus: 'DRAFT' };
}
