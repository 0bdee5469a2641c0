import { z } from 'zod';

const infoSchema = z.object({
  firma: z.string(),
  version: z.string(),
  stand: z.string(),
  position: z.number(),
});
const pageSchema = z.object({
  stand: z.string(),
  eintraege: z.array(z.record(z.string(), z.unknown())),
  position: z.number(),
  weitere: z.number(),
});

export type Info = z.output<typeof infoSchema>;
export type Page = z.output<typeof pageSchema>;

/** The upstream holds other data than the position was read from: start again from the beginning. */
export class PositionLost extends Error {}

export class ErpClient {
  constructor(
    private readonly url: string,
    private readonly signal: AbortSignal,
  ) {}

  async info(): Promise<Info> {
    return infoSchema.parse(await this.get('/api/v1'));
  }

  async page(table: string, query: { changedSince: number; limit: number; stand?: string }): Promise<Page> {
    const parameters = new URLSearchParams({
      changedSince: String(query.changedSince),
      limit: String(query.limit),
      ...(query.stand === undefined ? {} : { stand: query.stand }),
    });
    return pageSchema.parse(await this.get(`/api/v1/${table}?${parameters.toString()}`));
  }

  private async get(path: string): Promise<unknown> {
    // The ERP may live under a path of its own behind a proxy.
    const url = new URL(`${this.url.replace(/\/+$/, '')}${path}`);
    // Without a limit of its own, one dead connection would hold the stream until the host's deadline.
    const signal = AbortSignal.any([this.signal, AbortSignal.timeout(30_000)]);
    const response = await fetch(url, { signal });
    if (response.status === 410) throw new PositionLost(`${url.href}: 410`);
    if (!response.ok) throw new Error(`${url.href} answered ${response.status}: ${await response.text()}`);
    return response.json();
  }
}
