// Saving of a page that is one form: says what is unsaved, what saving changes, and what to do when somebody was faster (K105).
import type { VNode } from 'preact';
import { t } from '../../state/t.js';
import type { Save } from './use-save.js';
import type { Unsaved } from './use-unsaved.js';

export interface PlainSaveBarProps<T> {
  draft: Unsaved<T>;
  save: Save;
  effect: string;
  /** Reads anew what the relay has. */
  again(): Promise<void>;
  onDiscard?(): void;
}

export function PlainSaveBar<T>({ draft, save, effect, again, onDiscard }: PlainSaveBarProps<T>): VNode | null {
  const { problem, conflict, busy } = save;
  if (!draft.changed.value && problem.value === null) return null;
  const discard = (): void => {
    draft.discard();
    problem.value = null;
    conflict.value = false;
    onDiscard?.();
  };
  return (
    <div class="save-bar" role="region" aria-label={t('Unsaved changes')}>
      <div class="save-words">
        {conflict.value ? (
          <p class="field-error" role="alert">
            {t('Somebody else changed this meanwhile. Nothing of yours was saved, and nothing is lost.')}
          </p>
        ) : problem.value === null ? (
          <p>
            <b>{t('Not saved yet')}</b>
          </p>
        ) : (
          <p class="field-error" role="alert">
            {t('Not saved. {why}', { why: problem.value })}
          </p>
        )}
        <p class="save-sub">{effect}</p>
      </div>
      {conflict.value ? (
        <>
          <button
            type="button"
            class="button"
            onClick={() => {
              discard();
              void again();
            }}
          >
            {t('Take theirs')}
          </button>
          <button type="button" class="button button-primary" aria-disabled={busy.value} onClick={() => void save.onTop().then(again)}>
            {t('Put mine on top')}
          </button>
        </>
      ) : (
        <>
          <button type="button" class="button" onClick={discard}>
            {t('Discard')}
          </button>
          <button type="submit" class="button button-primary" aria-disabled={busy.value}>
            {busy.value ? t('Saving…') : t('Save')}
          </button>
        </>
      )}
    </div>
  );
}
