import { mkdir, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { freePort, Program } from './processes.ts';

export interface PhoneOptions {
  /** The folder of all phones and recordings. */
  readonly folder: string;
  readonly name: string;
  /** Numbers that ring here. */
  readonly numbers: readonly string[];
  /** Port of the telephone system on the loopback. */
  readonly pbx: number;
}

interface PhoneEvent {
  readonly event?: boolean;
  readonly type?: string;
  /** The SIP Call-ID, the same at both ends. */
  readonly id?: string;
  /** Packets of voice that the other side has confirmed. */
  readonly rtcp_stats?: { readonly tx: { readonly sent: number } };
}

/** A baresip, used over its control port as a person uses the keys. */
export class Phone {
  readonly #process: Program;
  readonly #control: Socket;
  readonly #pbx: number;
  readonly #noticed: PhoneEvent[] = [];
  #more = Promise.withResolvers<void>();
  #unread = '';

  private constructor(process: Program, control: Socket, pbx: number) {
    this.#process = process;
    this.#control = control;
    this.#pbx = pbx;
    control.setEncoding('utf8').on('data', (text: string) => this.#read(text));
  }

  static async start({ folder, name, numbers, pbx }: PhoneOptions): Promise<Phone> {
    const home = path.join(folder, name);
    const [sip, control] = [await freePort(), await freePort()];
    await mkdir(home);
    await writeFile(path.join(home, 'accounts'), numbers.map((number) => account(number, pbx)).join('\n'));
    await writeFile(path.join(home, 'config'), config(folder, name, sip, control));
    const process = await Program.start('baresip', ['-f', home, '-v'], /200 OK .*binding/, numbers.length);
    const socket = connect(control, '127.0.0.1');
    await once(socket, 'connect');
    return new Phone(process, socket, pbx);
  }

  /** What it noticed of earlier calls is forgotten. */
  dial(number: string): void {
    this.#noticed.length = 0;
    this.#press('dial', `sip:${number}@127.0.0.1:${this.#pbx}`);
  }

  accept(): void {
    this.#press('accept');
  }

  /** Ends the call, or refuses the one that rings. */
  hangUp(): void {
    this.#press('hangup');
  }

  /** Waits for the next time that the phone notices this; answers the call's id. */
  async notices(type: string): Promise<string> {
    return (await this.#next((event) => event.type === type)).id ?? '';
  }

  /** Until the other side has confirmed, as phones do every few seconds, that voice arrives there. */
  async isHeard(): Promise<void> {
    await this.#next(({ type, rtcp_stats: report }) => type === 'CALL_RTCP' && (report?.tx.sent ?? 0) > 0);
  }

  async stop(): Promise<void> {
    this.#control.destroy();
    await this.#process.stop();
  }

  async #next(isIt: (event: PhoneEvent) => boolean): Promise<PhoneEvent> {
    for (;;) {
      const place = this.#noticed.findIndex(isIt);
      const event = this.#noticed[place];
      this.#noticed.splice(0, place + 1);
      if (event) return event;
      await this.#more.promise;
    }
  }

  #press(command: string, params = ''): void {
    const text = JSON.stringify({ command, params });
    this.#control.write(`${Buffer.byteLength(text)}:${text},`);
  }

  /** Netstrings: length, colon, JSON, comma. */
  #read(text: string): void {
    this.#unread += text;
    for (;;) {
      const length = /^(\d+):/.exec(this.#unread);
      if (!length) return;
      const [start, size] = [length[0].length, Number(length[1])];
      if (this.#unread.length < start + size + 1) return;
      const said = JSON.parse(this.#unread.slice(start, start + size)) as PhoneEvent;
      this.#unread = this.#unread.slice(start + size + 1);
      if (!said.event) continue;
      this.#noticed.push(said);
      this.#more.resolve();
      this.#more = Promise.withResolvers();
    }
  }
}

function account(number: string, pbx: number): string {
  return `<sip:${number}@127.0.0.1:${pbx}>;auth_pass=none;regint=600;answermode=manual`;
}

function config(folder: string, name: string, sip: number, control: number): string {
  return `
sip_listen 127.0.0.1:${sip}
call_max_calls 1
module_path /usr/lib/baresip/modules
module g711.so
module aufile.so
module_app account.so
module_app menu.so
module_app ctrl_tcp.so
ctrl_tcp_listen 127.0.0.1:${control}
audio_source aufile,${folder}/tone.wav
audio_player aufile,${folder}/${name}.wav
audio_alert aufile,${folder}/${name}-alert.wav
`;
}
