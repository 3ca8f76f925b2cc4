// Something a page asked for: loading, failed with a way to ask again, or there.
import type { ComponentChildren, VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Signal } from '@preact/signals';
import type { HttpErrorCode } from '@throughline/types';
import type { Answer } from '../../state/answer.js';
import { answerWords } from '../../state/answer-words.js';
import { t } from '../../state/t.js';
import { Failed } from './ObjectsPage.js';

export interface AskedFor<T> {
  value: Signal<T | null>;
  problem: Signal<HttpErrorCode | 'network' | null>;
  again(): Promise<void>;
}

/** Asked when the page is shown, and by `again`; what is on screen stays until the newest answer is there. */
export function useAskedFor<T>(ask: () => Promise<Answer<T>>): AskedFor<T> {
  const value = useSignal<T | null>(null);
  const problem = useSignal<HttpErrorCode | 'network' | null>(null);
  const turn = useRef(0);
  async function again(): Promise<void> {
    const own = (turn.current += 1);
    const answer = await ask();
    if (own !== turn.current) return;
    problem.value = answer.ok ? null : answer.code;
    if (answer.ok) value.value = answer.value;
  }
  useEffect(() => void again(), []);
  return { value, problem, again };
}

/** What could not be read anew, above what is still on screen. */
export function Stale({ code, again }: { code: HttpErrorCode | 'network'; again(): void }): VNode {
  return (
    <p class="field-error" role="alert">
      {answerWords(code)}{' '}
      <button type="button" class="link-button" onClick={again}>
        {t('Try again')}
      </button>
    </p>
  );
}

export function AskedView<T>({ asked, children }: { asked: AskedFor<T>; children(value: T): ComponentChildren }): VNode {
  const { value, problem } = asked;
  if (value.value !== null)
    return (
      <>
        {problem.value !== null && <Stale code={problem.value} again={() => void asked.again()} />}
        {children(value.value)}
      </>
    );
  if (problem.value !== null) return <Failed code={problem.value} again={() => void asked.again()} />;
  return (
    <p class="list-note late" aria-busy="true">
      {t('Loading…')}
    </p>
  );
}
