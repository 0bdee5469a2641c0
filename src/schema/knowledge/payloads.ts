import { Extensions, Field, ObjectType } from 'type-graphql';
import { KnowledgeArticle } from '../../entities/knowledge/knowledge-article.ts';
import { Payload } from '../user-error.ts';

@Extensions({ scope: 'none' })
@ObjectType({ description: 'The article as it is now.', simpleResolvers: true })
export class KnowledgeArticlePayload extends Payload {
  @Extensions({ scope: 'knowledge:read' })
  @Field(() => KnowledgeArticle, { nullable: true, description: 'Null if the change was refused.' })
  article?: object | null;
}
