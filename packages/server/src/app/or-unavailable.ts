// The store's "not now" as the protocol says it (P37): nothing was written, the same request may come again. A bug stays a bug.
import type { Refusal } from '@throughline/types';
import { StoreUnavailable } from '../ports/store.js';

const RETRY_MS = 1_000; // the store was busy or full: soon enough to look alive, late enough not to press

export async function orUnavailable<Answer>(work: () => Promise<Answer>): Promise<Answer | Refusal> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StoreUnavailable) return { ok: false, code: 'unavailable', retry_ms: RETRY_MS };
    throw error;
  }
}
