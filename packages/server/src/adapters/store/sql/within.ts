// A bound on waiting for the store where no transaction sets one: whoever asks whether it answers must not wait for the answer for ever.
import { StoreUnavailable } from '../../../ports/store.js';

/** Rejects with StoreUnavailable after `ms`; what `work` answers later is dropped. */
export async function within<Result>(ms: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StoreUnavailable(`The store did not answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
