import cliProgress from 'cli-progress';
import type { PluginHost, SyncProgress } from '../../plugins/host/plugin-host.ts';
import type { RequestContext } from '../../services/context.ts';

const name = 'erp';

/** The demo ERP as an integration; the first start waits until all of it is in. Answers what is there, in words. */
export async function ensureDemoIntegration(context: RequestContext, host: PluginHost): Promise<string> {
  const { db } = context;
  const [existing] = await db.query<{ synced: boolean; scheduled: boolean }>(
    `select last_success_at is not null as synced, interval_seconds is not null as scheduled
       from integration where name = $1`,
    [name],
  );
  // Without a schedule at first: it would start the first sync before there is anybody to show its progress to.
  if (!existing) await host.addIntegration(context, { name, plugin: 'erp-demo', intervalSeconds: null });
  if (!existing?.synced) await firstSync(context, host);
  // Short, so that a change in the ERP is on the screen while one watches.
  if (!existing?.scheduled) await host.updateIntegration(context, { name }, { intervalSeconds: 5 });
  const [counts] = await db.query<{ customers: string; documents: string; interactions: string }>(
    `select (select count(*) from customer) as customers, (select count(*) from commercial_document) as documents,
            (select count(*) from interaction) as interactions`,
  );
  return `${counts?.customers} customers, ${counts?.documents} documents and ${counts?.interactions} entries of contact history`;
}

async function firstSync(context: RequestContext, host: PluginHost): Promise<void> {
  process.stdout.write('Reading three years of business from the demo ERP, through its connector plugin:\n');
  const show = process.stdout.isTTY ? progressBar() : progressLines();
  const { status, error } = await host.sync(context, { name }, { onProgress: show.progress });
  show.end();
  if (status !== 'SUCCEEDED')
    throw new Error(`The first sync of the demo ERP ended as ${status}: ${error ?? 'no reason given'}`);
}

interface Display {
  progress(progress: SyncProgress): void;
  end(): void;
}

function progressBar(): Display {
  const bar = new cliProgress.SingleBar({ format: '  {bar} {value}/{total} {stream}', hideCursor: true });
  let current = '';
  return {
    progress: ({ stream, done, total }) => {
      if (stream !== current) {
        if (current) bar.stop();
        bar.start(total ?? done ?? 0, 0, { stream });
        current = stream;
      }
      bar.update(done ?? 0, { stream });
    },
    end: () => bar.stop(),
  };
}

function progressLines(): Display {
  return {
    progress: ({ stream, done, total }) => {
      if (done === total) process.stdout.write(`  ${stream}: ${done}\n`);
    },
    end: () => {},
  };
}
