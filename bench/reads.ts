import { loadCases } from './cases.ts';
import { benchDatabase } from './database.ts';
import { numberFlags } from './flags.ts';
import { machine } from './machine.ts';
import { measure, type Measurement } from './measure.ts';
import { medianOf } from './median.ts';
import { agree, prepareTargets, type Target } from './targets.ts';
import { type Peer, startPeers } from './peers.ts';
import { benchSize } from './seed.ts';

const flags = numberFlags({ rounds: 5, seconds: 2, connections: 10 });
const settings = { ...flags, warmUpSeconds: Math.min(flags.seconds, 2) };
const note = (line: string): void => console.error(line);

const startedOn = machine();
note(`Seeding ${benchSize.customers} customers …`);
const database = await benchDatabase(benchSize);
let peers: readonly Peer[] = [];
try {
  note('Starting the peers …');
  peers = await startPeers(database);
  const cases = loadCases(benchSize);
  const targets = new Map<string, readonly Target[]>();
  for (const { name, requests } of cases) {
    const prepared = await prepareTargets(peers, requests);
    agree(name, prepared);
    targets.set(name, prepared);
  }
  note('All peers give the same answers.');

  const { rounds, seconds, connections } = settings;
  for (const target of [...targets.values()].flat())
    await measure(target, { seconds: settings.warmUpSeconds, connections });
  const measured = new Map<Target, Measurement[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const { name } of cases) {
      const each = targets.get(name) ?? [];
      // Whoever comes first in one round comes last in the next: a machine that warms up favours nobody.
      for (let turn = 0; turn < each.length; turn += 1) {
        const target = each[(turn + round) % each.length] as Target;
        const measurement = await measure(target, { seconds, connections });
        measured.set(target, [...(measured.get(target) ?? []), measurement]);
        note(
          `round ${round + 1}  ${name.padEnd(8)} ${target.peer.name.padEnd(16)} ${Math.round(measurement.requestsPerSecond)} requests/s`,
        );
      }
    }
  }

  const result = {
    benchmark: 'reads',
    date: new Date().toISOString(),
    machine: { ...startedOn, postgres: database.postgresVersion },
    settings: { ...settings, data: benchSize },
    cases: cases.map(({ name, description }) => ({
      name,
      description,
      peers: (targets.get(name) ?? []).map((target) => ({
        peer: target.peer.name,
        description: target.peer.description,
        bytesPerAnswer: target.meanBytes,
        ...medianOf(measured.get(target) ?? []),
        rounds: measured.get(target),
      })),
    })),
  };
  console.log(JSON.stringify(result, null, 2));
} finally {
  await Promise.all(peers.map((peer) => peer.stop()));
  await database.drop();
}
