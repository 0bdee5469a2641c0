import type { CategoryKey } from './taxonomies.ts';

export interface DemoArticleText {
  readonly title: string;
  /** The question or problem, as somebody would put it. */
  readonly question: string;
  /** Markdown. */
  readonly answer: string;
}

export interface DemoArticle {
  readonly category: CategoryKey;
  /** Name of a product of the demo ERP. */
  readonly product?: string;
  readonly audience: 'INTERNAL' | 'PARTNER' | 'PUBLIC';
  readonly de: DemoArticleText;
  readonly en?: DemoArticleText;
  /** Still being written. */
  readonly draft?: boolean;
  /** Subjects of demo tickets that it solved. */
  readonly solved?: readonly string[];
}
