import type { Viewer } from '../../services/access/viewer.ts';

const LONGEST_TIMER = 2_147_483_647;

/** Calls back when the viewer's credential has ended by itself; answers how to forget about it. */
export function whenExpired({ expiresAt }: Viewer, callback: () => void): () => void {
  let timer: NodeJS.Timeout | null = null;
  const wait = (): void => {
    if (!expiresAt) return;
    const left = expiresAt.getTime() - Date.now();
    if (left <= 0) return callback();
    timer = setTimeout(wait, Math.min(left, LONGEST_TIMER));
  };
  wait();
  return () => {
    if (timer) clearTimeout(timer);
  };
}
