import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../database/embedded-user.ts';
import { ask } from './support/api.ts';
import { UnderLoad } from './support/under-load.ts';
import { until } from '../support/until.ts';

const folder = temporaryFolder();
const disk = path.join(folder, 'database');
const ballast = path.join(disk, 'ballast');
mkdirSync(disk);
const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=400m,mode=755', 'tmpfs', disk]).status === 0;
// Skipped visibly: only root may mount a small disk, and not in every container.
const withSmallDisk = isMounted ? describe : describe.skip;

afterAll(() => {
  if (isMounted) spawnSync('umount', [disk]);
  rmSync(folder, { recursive: true, force: true });
});

withSmallDisk('under 16 writers, a disk of the database that is full', () => {
  let load: UnderLoad;

  beforeAll(async () => {
    load = await UnderLoad.begin(folder);
  }, 60_000);
  afterAll(() => load.end());

  it('is told of as UNAVAILABLE, costs no acknowledged write, and all goes on once there is room', async () => {
    await load.progress.more(100);
    fill();
    await until(async () => (await ask(load.access, WRITE)) === null, {
      seconds: 80,
      what: 'a write succeeds again',
    });
    // What is there can be read all the while, or PostgreSQL says that it cannot.
    await ask(load.access, '{ customers { totalCount } }');
    rmSync(ballast);
    await load.progress.more(100);
    const { events, unknown } = await load.expectNothingLost();
    expect(await load.ready()).toBe(true);
    console.log(`Disk full: ${events} events, ${unknown} answers lost.`);
  }, 120_000);
});

const WRITE = `mutation { createCustomer(input: { name: "No room", customerNumber: "${'9'.repeat(40)}" }) { customer { id } } }`;

/** To the last byte, while PostgreSQL is writing, too. */
function fill(): void {
  try {
    for (;;) appendFileSync(ballast, Buffer.alloc(1_000_000));
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOSPC') throw error;
  }
}
