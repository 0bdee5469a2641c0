export interface Incoming {
  readonly cursor: string;
  readonly call: { readonly externalCallId: string; readonly caller: object | null } | null;
}

/** When each call was posted, and how long its card took. */
export class Cards {
  readonly #posted = new Map<string, number>();
  #allReceived = Promise.withResolvers<void>();
  milliseconds: number[] = [];
  withoutCaller = 0;
  bytes = 0;

  get received(): number {
    return this.milliseconds.length;
  }

  posted(callId: string): void {
    this.#posted.set(callId, performance.now());
  }

  take(incoming: Incoming): void {
    const callId = incoming.call?.externalCallId ?? '';
    const posted = this.#posted.get(callId);
    if (posted === undefined)
      throw new Error(`A card of ${callId || 'no call'}, which was not posted or came twice.`);
    this.milliseconds.push(performance.now() - posted);
    this.#posted.delete(callId);
    if (!incoming.call?.caller) this.withoutCaller += 1;
    this.bytes += JSON.stringify(incoming).length;
    if (this.#posted.size === 0) this.#allReceived.resolve();
  }

  async all(): Promise<void> {
    while (this.#posted.size > 0) {
      this.#allReceived = Promise.withResolvers();
      await this.#allReceived.promise;
    }
  }

  forget(): void {
    this.milliseconds = [];
    this.withoutCaller = 0;
    this.bytes = 0;
  }
}
