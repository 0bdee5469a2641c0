import { readFile, writeFile } from 'node:fs/promises';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { freePort, Program } from './processes.ts';

const KAMAILIO = '/usr/sbin/kamailio';
const BARESIP = '/usr/bin/baresip';

/** Our main number; what is dialled behind it is a line. */
export const OWN = '494055550';
/** The line that the telephone system lets ring for a second only. */
export const IMPATIENT = '21';

/** Debian's packages kamailio, kamailio-utils-modules and baresip-core; `npm run test:sip` installs them. */
export const hasTelephones = existsSync(KAMAILIO) && existsSync(BARESIP) && modulesFolder() !== null;

function modulesFolder(): string | null {
  const found = readdirSync('/usr/lib')
    .map((architecture) => path.join('/usr/lib', architecture, 'kamailio/modules'))
    .find((folder) => existsSync(path.join(folder, 'http_client.so')));
  return found ?? null;
}

interface Pbx {
  readonly port: number;
  stop(): Promise<void>;
}

/** A Kamailio that posts to this URL of Kontor's ingress. */
export async function startPbx(folder: string, ingressUrl: string): Promise<Pbx> {
  const port = await freePort();
  const settings: Record<string, string> = {
    PORT: String(port),
    MODULES: `${modulesFolder()}/`,
    KONTOR: ingressUrl,
    OWN,
    OWN_LENGTH: String(OWN.length),
    IMPATIENT,
  };
  const template = await readFile(path.join(import.meta.dirname, 'kamailio.cfg'), 'utf8');
  const file = path.join(folder, 'kamailio.cfg');
  await writeFile(
    file,
    template.replaceAll(/@([A-Z_]+)@/g, (_, name: string) => settings[name] ?? ''),
  );
  const process = await Program.start(KAMAILIO, ['-f', file, '-DD', '-E', '-Y', folder], /READY/);
  return { port, stop: () => process.stop() };
}
