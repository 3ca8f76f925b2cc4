// One press, one deed: while something is under way, a second press does nothing.
import { useSignal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';

export interface Busy {
  on: ReadonlySignal<boolean>;
  once(work: () => Promise<unknown>): Promise<void>;
}

export function useBusy(): Busy {
  const on = useSignal(false);
  async function once(work: () => Promise<unknown>): Promise<void> {
    if (on.value) return;
    on.value = true;
    try {
      await work();
    } finally {
      on.value = false;
    }
  }
  return { on, once };
}
