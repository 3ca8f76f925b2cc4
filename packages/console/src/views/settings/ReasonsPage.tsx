// Why customers write: groups of reasons, each with what causes it upstream and who owns that (C27).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ReasonView } from '@throughline/types';
import { answerWords } from '../../state/answer-words.js';
import { reasonBranchWords, reasonWords } from '../../state/reason-words.js';
import { t } from '../../state/t.js';
import { capital } from '../../state/words.js';
import { useConsole } from '../console-context.js';
import { AskedView, useAskedFor } from './Asked.js';
import { WordsInput } from './controls.js';
import { TextInput } from './fields.js';
import { FormDialog } from './FormDialog.js';
import { useBusy } from './use-busy.js';
import { useUnsaved } from './use-unsaved.js';
import type { Unsaved } from './use-unsaved.js';

type Draft = ReasonView & { words: readonly string[] };
const kept = new Map<string, Unsaved<Draft>>();
const EMPTY: ReasonView = { code: '', label: '', category: '', upstreamCause: '', ownerDepartment: '' };
const CODE_MAX_CHARS = 64;
const readable = (code: string): string => capital(code.replaceAll('_', ' '));
const codeOf = (label: string): string =>
  label
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');

export function ReasonsPage(): VNode {
  const { actions } = useConsole();
  const reasons = useAskedFor(() => actions.ask((api) => api.reasons()));
  const editing = useSignal<{ reason: ReasonView; fresh: boolean } | null>(null);
  return (
    <>
      <AskedView asked={reasons}>
        {(all) => (
          <>
            <div class="set-top">
              <p>
                {t(
                  'Agents confirm one when they close a conversation. The cause upstream and its owner say where it can be ended for good.',
                )}
              </p>
              <button type="button" class="button button-primary" onClick={() => (editing.value = { reason: EMPTY, fresh: true })}>
                {t('New reason')}
              </button>
            </div>
            {[...new Set(all.map(({ category }) => category))].map((category) => (
              <section key={category} class="set-section" aria-label={reasonBranchWords(category)}>
                <h2>{reasonBranchWords(category)}</h2>
                <ul class="set-rows" role="list">
                  {all
                    .filter((reason) => reason.category === category)
                    .map((reason) => (
                      <li key={reason.code}>
                        <div class="set-row">
                          <span class="set-name">
                            <bdi>{reasonWords(reason.label)}</bdi>
                          </span>
                          <span class="set-sub">
                            {t('from {cause}, owned by {owner}', {
                              cause: reasonBranchWords(reason.upstreamCause),
                              owner: readable(reason.ownerDepartment),
                            })}
                          </span>
                        </div>
                        <span class="set-tools">
                          <button type="button" class="button button-small" onClick={() => (editing.value = { reason, fresh: false })}>
                            {t('Change')}
                            <span class="visually-hidden"> {reasonWords(reason.label)}</span>
                          </button>
                        </span>
                      </li>
                    ))}
                </ul>
              </section>
            ))}
          </>
        )}
      </AskedView>
      {editing.value !== null && (
        <ReasonDialog {...editing.value} all={reasons.value.value ?? []} onClose={() => (editing.value = null)} onDone={reasons.again} />
      )}
    </>
  );
}

interface ReasonDialogProps {
  reason: ReasonView;
  fresh: boolean;
  all: readonly ReasonView[];
  onClose(): void;
  onDone(): Promise<void>;
}

function ReasonDialog({ reason, fresh, all, onClose, onDone }: ReasonDialogProps): VNode {
  const { actions, store } = useConsole();
  const now = fresh ? reason : (all.find(({ code }) => code === reason.code) ?? reason);
  const draft = useUnsaved<Draft>(kept, `reason ${reason.code}`, { ...now, words: [] });
  // What a colleague changed since stays, but for what was typed here.
  useEffect(() => {
    const [mine, base] = [draft.value.value, draft.base.value];
    const pick = (field: 'label' | 'category' | 'upstreamCause' | 'ownerDepartment'): string =>
      mine[field] === base[field] ? now[field] : mine[field];
    draft.saved({ ...now, words: [] });
    draft.set({
      ...{ ...now, words: mine.words, label: pick('label'), category: pick('category') },
      ...{ upstreamCause: pick('upstreamCause'), ownerDepartment: pick('ownerDepartment') },
    });
  }, [JSON.stringify(now)]);
  const tried = useSignal(false);
  const removing = useBusy();
  /** Removing asks once more: what was tagged stays, but nobody can choose it. */
  const sure = useSignal(false);
  const problem = useSignal<string | null>(null);
  const { value } = draft.value;
  const code = fresh ? `${codeOf(value.category)}.${codeOf(value.label)}`.slice(0, CODE_MAX_CHARS) : value.code;
  const twice = fresh && all.some((one) => one.code === code);
  const missing = (text: string): string | null => (tried.value && text.trim() === '' ? t('This is needed.') : null);
  const edit = (change: Partial<Draft>): void => draft.set({ ...draft.value.value, ...change });
  function dismiss(): void {
    draft.discard();
    onClose();
  }
  async function finish(asked: ReturnType<typeof actions.ask<null>>, words: string): Promise<void> {
    const answer = await asked;
    if (!answer.ok) {
      problem.value = answer.code === 'not_found' ? t('This reason comes with the relay and stays.') : answerWords(answer.code);
      return;
    }
    store.status.value = words;
    dismiss(); // the relay has it; the list is read anew
    await onDone();
  }
  async function save(): Promise<void> {
    tried.value = true;
    const needed = [value.label, value.category, value.upstreamCause, value.ownerDepartment, code];
    if (twice || needed.some((text) => text.trim() === '')) return;
    const { words, ...rest } = value;
    await finish(
      actions.ask((api) => api.settings((settings) => settings.saveReason({ ...rest, code, ...(words.length === 0 ? {} : { words }) }))),
      t('Saved'),
    );
  }
  const remove = (): Promise<void> =>
    finish(
      actions.ask((api) => api.settings((settings) => settings.removeReason(reason.code))),
      t('{name} was removed', { name: reason.label }),
    );
  return (
    <FormDialog
      title={fresh ? t('New reason') : reason.label}
      deed={t('Save')}
      problem={problem.value}
      more={
        !fresh && (
          <button
            type="button"
            class="button button-danger"
            aria-disabled={removing.on.value}
            onClick={() => (sure.value ? void removing.once(remove) : (sure.value = true))}
          >
            {sure.value ? t('Remove it') : t('Remove')}
          </button>
        )
      }
      onClose={dismiss}
      onSubmit={save}
    >
      <TextInput
        label={t('Reason')}
        value={value.label}
        maxLength={80}
        flaw={twice ? t('There is such a reason already.') : missing(value.label)}
        onValue={(label) => edit({ label })}
      />
      <TextInput
        label={t('Group')}
        value={value.category}
        maxLength={64}
        flaw={missing(value.category)}
        onValue={(category) => edit({ category })}
      />
      <TextInput
        label={t('Cause upstream')}
        hint={t('What would have to change so that nobody writes about it.')}
        value={value.upstreamCause}
        maxLength={64}
        flaw={missing(value.upstreamCause)}
        onValue={(upstreamCause) => edit({ upstreamCause })}
      />
      <TextInput
        label={t('Owner')}
        hint={t('The department that can change it.')}
        value={value.ownerDepartment}
        maxLength={64}
        flaw={missing(value.ownerDepartment)}
        onValue={(ownerDepartment) => edit({ ownerDepartment })}
      />
      <WordsInput
        label={t('Words it is suggested by')}
        hint={fresh ? t('Commas between them.') : t('Commas between them. Empty: those it has stay.')}
        value={value.words}
        onValue={(words) => edit({ words })}
      />
    </FormDialog>
  );
}
