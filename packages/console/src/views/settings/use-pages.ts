// A list that comes in pages, newest first: asked anew when its question changes, and page by page on demand. Answers to what was asked before
// are dropped, and a second press while a page is on its way asks nothing.
import { useSignal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { HttpErrorCode } from '@throughline/types';
import type { Answer } from '../../state/answer.js';
import type { PageOf } from '../../state/settings-api.js';

export interface Pages<T> {
  /** Null until the first answer. */
  items: ReadonlySignal<readonly T[] | null>;
  problem: ReadonlySignal<HttpErrorCode | 'network' | null>;
  busy: ReadonlySignal<boolean>;
  hasMore: ReadonlySignal<boolean>;
  /** From the start. What is on screen stays until the answer is there. */
  load(): Promise<void>;
  more(): Promise<void>;
}

export function usePages<T>(ask: (cursor?: string) => Promise<Answer<PageOf<T>>>): Pages<T> {
  const items = useSignal<readonly T[] | null>(null);
  const problem = useSignal<HttpErrorCode | 'network' | null>(null);
  const busy = useSignal(false);
  const hasMore = useSignal(false);
  const cursor = useRef<string | null>(null);
  const turn = useRef(0);
  async function read(from: string | null): Promise<void> {
    const own = (turn.current += 1);
    busy.value = true;
    const answer = await ask(from ?? undefined);
    if (own !== turn.current) return; // something else was asked meanwhile
    busy.value = false;
    problem.value = answer.ok ? null : answer.code;
    if (!answer.ok) return;
    items.value = from === null ? answer.value.items : [...(items.value ?? []), ...answer.value.items];
    cursor.current = answer.value.cursor;
    hasMore.value = answer.value.cursor !== null;
  }
  return {
    ...{ items, problem, busy, hasMore },
    load: () => read(null),
    more: async () => {
      if (!busy.value && cursor.current !== null) await read(cursor.current);
    },
  };
}
