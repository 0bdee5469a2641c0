import { workingDay } from './days.ts';

/** What will happen in the company, each about one document. */
export type Plan =
  | { readonly kind: 'DECISION'; readonly nr: string; readonly accepts: boolean }
  | { readonly kind: 'CONFIRMATION'; readonly nr: string }
  | { readonly kind: 'CANCELLATION'; readonly nr: string }
  | { readonly kind: 'DELIVERY'; readonly nr: string; readonly positions: readonly string[] | null }
  | { readonly kind: 'PAYMENT'; readonly nr: string; readonly part: 'ALL' | 'HALF' }
  | { readonly kind: 'DUNNING'; readonly nr: string }
  | { readonly kind: 'COMPLAINT'; readonly nr: string }
  | { readonly kind: 'RECEIPT'; readonly nr: string };

interface Dated {
  readonly day: number;
  readonly plan: Plan;
}

/**
 * Plans by day while the history is made; afterwards what is still ahead stands in one queue per kind, from
 * which the trickle takes the next one early: a demo cannot wait 30 days for a payment.
 */
export class Agenda {
  private readonly byDay = new Map<number, Plan[]>();
  private queues: Map<Plan['kind'], Dated[]> | null = null;

  add(day: number, plan: Plan): void {
    const on = workingDay(day);
    if (this.queues) {
      const queue = this.queues.get(plan.kind);
      if (queue) queue.push({ day: on, plan });
      else this.queues.set(plan.kind, [{ day: on, plan }]);
      return;
    }
    const plans = this.byDay.get(on);
    if (plans) plans.push(plan);
    else this.byDay.set(on, [plan]);
  }

  /** The plans of a day, including those added for it while it runs. */
  *of(day: number): Iterable<Plan> {
    const plans = this.byDay.get(day) ?? [];
    this.byDay.set(day, plans);
    yield* plans;
    this.byDay.delete(day);
  }

  endHistory(): void {
    const ahead = [...this.byDay].toSorted(([a], [b]) => a - b);
    this.byDay.clear();
    this.queues = new Map();
    for (const [day, plans] of ahead) for (const plan of plans) this.add(day, plan);
  }

  next(kind: Plan['kind'], notAfter = Number.POSITIVE_INFINITY): Plan | null {
    const queue = this.queues?.get(kind);
    const first = queue?.[0];
    if (!queue || !first || first.day > notAfter) return null;
    queue.shift();
    return first.plan;
  }
}
