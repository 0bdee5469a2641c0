import { Entity, Index, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ObjectType } from 'type-graphql';
import { Node, VersionedRecord } from '../record.ts';

/** Migration20261122000002_knowledge_search keeps what the search reads of it. */
@Extensions({ scope: 'knowledge:publish' })
@ObjectType({
  implements: Node,
  description:
    'Words that mean the same to the search: who looks for one of them finds the others, too, in articles and tickets.',
  simpleResolvers: true,
})
@Entity({ tableName: 'search_synonym' })
@Index({ properties: ['createdAt', 'id'] })
export class SearchSynonym extends VersionedRecord {
  @Field(() => [String], {
    description:
      'The words, or expressions of up to four words, as they were entered; in whatever inflection they occur.',
  })
  @Property({ type: 'text[]' })
  terms!: string[];
}
