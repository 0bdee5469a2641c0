export interface Events {
  readonly events: { readonly cursor: string; readonly data: { number: number } };
}

/** An `EventSource` that can send a key: it reads as the HTML standard says (9.2.6). */
export class EventSource {
  readonly messages: { id: string; event: string; data: string }[] = [];
  lastEventId = '';
  /** Settles when the server has ended the stream, or it was lost. */
  readonly ended: Promise<void>;
  readonly #aborting: AbortController;

  private constructor(response: Response, aborting: AbortController) {
    this.#aborting = aborting;
    this.ended = this.#read(response).catch(() => undefined);
  }

  static async open(url: URL, headers: Record<string, string>): Promise<EventSource> {
    const aborting = new AbortController();
    const response = await fetch(url, {
      headers: { accept: 'text/event-stream', ...headers },
      signal: aborting.signal,
    });
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    const type = response.headers.get('content-type');
    if (type !== 'text/event-stream; charset=utf-8') throw new Error(`It is ${type}.`);
    return new EventSource(response, aborting);
  }

  get numbers(): number[] {
    return this.results.flatMap(({ data }) => data?.events.data.number ?? []);
  }

  get results(): { data?: Events; errors?: { extensions: { code: string } }[] }[] {
    return this.messages
      .filter(({ event }) => event === 'next')
      .map(({ data }) => JSON.parse(data) as { data?: Events });
  }

  lose(): void {
    this.#aborting.abort();
  }

  async #read(response: Response): Promise<void> {
    let rest = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      const blocks = (rest + chunk).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) this.#take(block);
    }
  }

  #take(block: string): void {
    const fields = { id: this.lastEventId, event: 'message', data: '' };
    for (const line of block.split('\n')) {
      const [, name, value] = /^(id|event|data): ?(.*)$/.exec(line) ?? [];
      if (name) fields[name as keyof typeof fields] = value ?? '';
    }
    this.lastEventId = fields.id;
    if (fields.data !== '' || fields.event === 'complete') this.messages.push(fields);
  }
}
