import { join } from 'node:path';
import { ChangeLog } from './change-log.ts';
import type { Company } from './company.ts';
import { foundCompany, type Size } from './history.ts';
import type { Ledger } from './ledger.ts';
import { applyChange } from './trickle.ts';

/** Raised when the same seed and times would give other data than before: old logs are then not replayed. */
const MODEL = 1;
/** How much of the time it was off a company catches up on. */
const CATCH_UP_MS = 3 * 60_000;
/** Bounds the memory of a demo that nobody stops: a day at 20 changes a minute. */
const MAX_CHANGES = 30_000;

export interface UpstreamSettings extends Size {
  readonly changesPerMinute: number;
  /** Where the log of changes is kept. */
  readonly folder: string;
  readonly now?: () => number;
}

/** A point in the ledger that somebody has already read. */
export interface Known {
  readonly generation: string;
  readonly position: number;
}

/**
 * The running company. It needs no timer: whenever somebody asks, it first does what has fallen due since the
 * last time, each change at its own instant.
 */
export class Upstream {
  changesPerMinute: number;
  private readonly company: Company;
  private readonly log: ChangeLog;
  private readonly now: () => number;
  private changes = 0;
  private lastAt: number;

  constructor(
    private readonly settings: UpstreamSettings,
    known: Known | null = null,
  ) {
    this.changesPerMinute = settings.changesPerMinute;
    this.now = settings.now ?? Date.now;
    const path = join(settings.folder, `erp-demo-${this.fingerprint()}.log`);
    this.log = ChangeLog.open(path, () => this.openedAt(known) ?? this.now());
    this.lastAt = this.log.openedAt;
    this.company = foundCompany(settings, this.log.openedAt);
    this.applyUnread();
  }

  /** Names the company's data: with another seed, size, model or opening day, positions mean nothing. */
  get generation(): string {
    return `${this.fingerprint()}@${this.log.openedAt}`;
  }

  get ledger(): Ledger {
    return this.company.ledger;
  }

  /** Does what has fallen due. Of a longer pause only the last minutes are made up for. */
  advance(): void {
    this.applyUnread();
    if (this.changesPerMinute === 0) return;
    const now = this.now();
    const interval = 60_000 / this.changesPerMinute;
    const due: number[] = [];
    let at = Math.max(this.lastAt, now - CATCH_UP_MS) + interval;
    while (at <= now && this.changes + due.length < MAX_CHANGES) {
      due.push(Math.round(at));
      at += interval;
    }
    if (due.length > 0) this.take(due);
  }

  /**
   * When the folder was emptied, the changes are made up again until the reader's position is reached: the
   * same changes in the same order, only their times are new.
   */
  restore(known: Known): void {
    if (known.generation !== this.generation) return;
    while (this.ledger.position < known.position && this.changes < MAX_CHANGES) this.take([this.now()]);
  }

  private take(times: readonly number[]): void {
    this.log.append(times);
    this.applyUnread();
  }

  private applyUnread(): void {
    for (const at of this.log.unread()) {
      this.changes += 1;
      this.lastAt = at;
      applyChange(this.company, this.settings.seed, this.changes, at);
    }
  }

  private fingerprint(): string {
    const { seed, customers, orders } = this.settings;
    return `${MODEL}-${seed}-${customers}-${orders}`;
  }

  private openedAt(known: Known | null): number | null {
    const [fingerprint, openedAt] = known?.generation.split('@') ?? [];
    return fingerprint === this.fingerprint() && openedAt ? Number(openedAt) : null;
  }
}
