// What a department that does not chat writes down: three fields (K62, C56). A promise becomes a promise, everything else an entry of the
// timeline that every department reads in its scope.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { Section } from '../ui/Section.js';
import { TextField } from '../ui/TextField.js';
import { DeedProblem } from './DeedProblem.js';
import { useConsole } from './console-context.js';
import { useDeed } from './use-deed.js';
import { inLanguage, t } from '../state/t.js';

const KINDS = inLanguage(
  () =>
    [
      ['visit', t('Visit')],
      ['call', t('Call')],
      ['promise', t('Promise')],
      ['note', t('Note')],
    ] as const,
);
type Kind = ReturnType<typeof KINDS>[number][0];

export function LogForm({ customerId }: { customerId: string }): VNode {
  const { store } = useConsole();
  const deed = useDeed();
  const kind = useSignal<Kind>('visit');
  const text = useSignal('');
  const third = useSignal('');
  const id = useId();
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const what = text.value.trim();
    const more = third.value.trim();
    const chosen = kind.value;
    if (what === '') return;
    const done = await deed.run(async (ask) => {
      if (chosen !== 'promise') return ask.log({ customerId, kind: chosen, text: what, ...(more === '' ? {} : { department: more }) });
      const made = await ask.promise({ customer: { customerId }, text: what, kind: 'action', ...(more === '' ? {} : { due: more }) });
      return made.ok ? { ok: true, value: null } : made;
    });
    if (!done) return;
    text.value = '';
    third.value = '';
    store.status.value = t('Written down');
  }
  return (
    <Section title={t('Write it down')}>
      <form class="log-form" onSubmit={(event) => void submit(event)}>
        <div class="choice-row" role="group" aria-label={t('What kind')}>
          {KINDS().map(([value, words]) => (
            <button key={value} type="button" class="choice" aria-pressed={kind.value === value} onClick={() => (kind.value = value)}>
              {words}
            </button>
          ))}
        </div>
        <div class="field">
          <label for={id}>{t('What')}</label>
          <textarea
            id={id}
            rows={3}
            maxLength={200}
            dir="auto"
            value={text.value}
            onInput={(event) => (text.value = event.currentTarget.value)}
          />
        </div>
        <TextField
          label={kind.value === 'promise' ? t('Until when') : t('Department')}
          value={third}
          maxLength={64}
          hint={kind.value === 'promise' ? t('As you would say it: by Friday.') : t('May stay empty.')}
        />
        <DeedProblem deed={deed} />
        <button type="submit" class="button button-primary" aria-disabled={deed.busy.value || text.value.trim() === ''}>
          {t('Write down')}
        </button>
      </form>
    </Section>
  );
}
