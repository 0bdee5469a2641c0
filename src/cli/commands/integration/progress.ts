import cliProgress from 'cli-progress';
import type { SyncProgress } from '../../../plugins/host/plugin-host.ts';

export interface ProgressDisplay {
  show(progress: SyncProgress): void;
  end(): void;
}

/** A bar on a terminal, plain lines elsewhere (logs, pipes). */
export function showProgress(output: NodeJS.WriteStream): ProgressDisplay {
  return output.isTTY ? bar() : lines(output);
}

function bar(): ProgressDisplay {
  const format = '{stream} {bar} {value}/{total}';
  const single = new cliProgress.SingleBar({ format, hideCursor: true }, cliProgress.Presets.shades_classic);
  let current: string | null = null;
  return {
    show({ stream, done, total }) {
      const name = stream.padEnd(16);
      if (stream !== current) {
        if (current !== null) single.stop();
        single.start(total ?? done, done, { stream: name });
        current = stream;
      }
      // Where nobody knows the total, it is what has come so far.
      single.setTotal(Math.max(total ?? 0, done));
      single.update(done, { stream: name });
    },
    end() {
      if (current !== null) single.stop();
    },
  };
}

function lines(output: NodeJS.WriteStream): ProgressDisplay {
  return {
    show({ stream, done, total }) {
      output.write(`${stream}: ${done}${total === null ? '' : ` of ${total}`}\n`);
    },
    end() {},
  };
}
