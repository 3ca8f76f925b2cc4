// Secrets that are shown this one time (K106): they are with the relay as a hash or sealed, and cannot be shown again. Each stays until somebody
// says that it is kept; a second one does not take the place of the first.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../state/t.js';
import { focusBack } from '../../ui/focus-back.js';
import { CopyBlock } from './CopyBlock.js';

interface Secret {
  label: string;
  secret: string;
}

function SecretOnce({ label, secret, onDone }: Secret & { onDone(): void }): VNode {
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    const giveBack = focusBack(box.current);
    box.current?.focus(); // it may stand far above the button that made it
    return giveBack;
  }, []);
  return (
    <section ref={box} class="set-secret" role="status" aria-label={label} tabIndex={-1}>
      <p>{t('{name}: copy it now. It is not shown again.', { name: label })}</p>
      <CopyBlock label={label} text={secret} />
      <div class="set-buttons">
        <button type="button" class="button" onClick={onDone}>
          {t('I have kept it')}
        </button>
      </div>
    </section>
  );
}

export interface Secrets {
  show(label: string, secret: string): void;
  /** Drawn at the top of the page. */
  view: VNode;
}

export function useSecrets(): Secrets {
  const shown = useSignal<readonly Secret[]>([]);
  return {
    show: (label, secret) => (shown.value = [{ label, secret }, ...shown.value]),
    view: (
      <>
        {shown.value.map((one) => (
          <SecretOnce key={one.secret} {...one} onDone={() => (shown.value = shown.value.filter((other) => other !== one))} />
        ))}
      </>
    ),
  };
}
