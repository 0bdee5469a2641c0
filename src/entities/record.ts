import { PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Extensions, Field, ID, Int, InterfaceType, ObjectType } from 'type-graphql';
import { newId } from '../shared/ids.ts';
import { DateTime } from '../shared/scalars.ts';

@InterfaceType({
  description: 'Anything with a global id: see `node` and `nodes` (Relay object identification).',
})
export abstract class Node {
  // Open on every type: `node { id ... on Customer { name } }` must not need the scopes of all types there are.
  // What leads to a record needs its scope, and `node` answers null without it.
  @Extensions({ scope: 'none' })
  @Field(() => ID, { description: 'Global id, `<type>_<26 characters>`; stays the same for ever.' })
  id!: string;
}

/** What every record of ours has. Rows and entities hold raw uuids; the schema prints them as global ids. */
@ObjectType({ simpleResolvers: true })
export abstract class VersionedRecord {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Field(() => Int, {
    description:
      'Counts the changes, from 1. Send it back as `expectedVersion` to update only what you have read.',
  })
  @Property({ type: 'integer', version: true })
  version!: number;

  @Field(() => DateTime, { description: 'When Kontor first stored it.' })
  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'now()' })
  createdAt: Date = new Date();

  @Field(() => DateTime, { description: 'When Kontor last changed it.' })
  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'now()', onUpdate: () => new Date() })
  updatedAt: Date = new Date();
}
