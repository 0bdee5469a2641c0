import 'reflect-metadata';
import { createFeed, type Feed } from '../../../src/events/feed.ts';
import { buildKontorSchema } from '../../../src/app/schema/build-schema.ts';
import { startSequencer } from '../../../src/events/sequencer.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { createRunner, type Runner } from './run.ts';
import { buildWorld, type World } from './world.ts';

export const schema = await buildKontorSchema();

export interface Matrix {
  readonly db: TestDatabase;
  readonly feed: Feed;
  readonly runner: Runner;
  readonly world: World;
  stop(): Promise<void>;
}

export async function startMatrix(): Promise<Matrix> {
  const db = await testDatabase();
  const sequencer = startSequencer(db);
  const feed = createFeed(db);
  return {
    db,
    feed,
    runner: createRunner(schema, db, feed),
    world: await buildWorld(db),
    async stop() {
      await feed.stop();
      await sequencer.stop();
      await db.drop();
    },
  };
}
