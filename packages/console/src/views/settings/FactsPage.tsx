// What the site calls its own numbers, so that a customer says them once (C23), with a box to try them.
import type { VNode } from 'preact';
import { useId } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { patternFlaw, tryPatterns } from '../../state/settings-facts.js';
import type { FactPattern } from '../../state/settings-facts.js';
import { t } from '../../state/t.js';
import { Icon } from '../../ui/Icon.js';
import { useConsole } from '../console-context.js';
import { AskedView, useAskedFor } from './Asked.js';
import { Choice, TextInput } from './fields.js';
import { PlainSaveBar } from './PlainSaveBar.js';
import { useSave } from './use-save.js';
import { useUnsaved } from './use-unsaved.js';
import type { Unsaved } from './use-unsaved.js';

const PATTERNS_MAX = 50;
const kept = new Map<string, Unsaved<readonly FactPattern[]>>();

export function FactsPage(): VNode {
  const { actions } = useConsole();
  const asked = useAskedFor(() => actions.ask((api) => api.siteSettings()));
  return <AskedView asked={asked}>{(settings) => <Patterns saved={settings.factPatterns} again={asked.again} />}</AskedView>;
}

function Patterns({ saved, again }: { saved: readonly FactPattern[]; again(): Promise<void> }): VNode {
  const { actions } = useConsole();
  const draft = useUnsaved(kept, 'facts', saved);
  const tried = useSignal(false);
  const patterns = draft.value.value;
  const flaws = patterns.map((pattern, index) =>
    patternFlaw(
      pattern,
      patterns.filter((_one, at) => at < index).map(({ key }) => key),
    ),
  );
  const set = (index: number, change: Partial<FactPattern>): void =>
    draft.set(patterns.map((one, at) => (at === index ? { ...one, ...change } : one)));
  const save = useSave(
    draft,
    async (wanted, was) => {
      const answer = await actions.ask((api) =>
        api.changeSiteSettings({ factPatterns: [...wanted], ...(was === null ? {} : { was: { factPatterns: [...was] } }) }),
      );
      return answer.ok ? { ok: true, value: answer.value.factPatterns } : answer;
    },
    (code) =>
      code === 'bad_request'
        ? t(
            'The relay cannot use one of these patterns. Look-arounds and back references are not known to it, and a pattern has at most 200 characters.',
          )
        : null,
  );
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    tried.value = true;
    if (flaws.some((flaw) => flaw !== null) || !(await save.run())) return;
    tried.value = false;
    await again();
  }
  /** What is wrong with a field, once somebody tried to save. */
  const flawAt = (index: number, field: keyof FactPattern): string | null => {
    const flaw = tried.value ? (flaws[index] ?? null) : null;
    return flaw?.field === field ? flaw.words : null;
  };
  return (
    <form class="set-section" noValidate aria-label={t('Facts')} onSubmit={(event) => void submit(event)}>
      <p>
        {t(
          'Numbers of your own that customers give: meters, contracts, policies. Once said anywhere, they stand beside the conversation and nobody asks again.',
        )}
      </p>
      {patterns.length === 0 && (
        <div class="set-empty">
          <h2>{t('No patterns yet')}</h2>
          <p>{t('Order numbers, addresses, dates and the like are found without one.')}</p>
        </div>
      )}
      {patterns.map((pattern, index) => (
        <fieldset key={index} class="set-card">
          <div class="set-card-head">
            <span>{pattern.label === '' ? t('New pattern') : pattern.label}</span>
            <button
              type="button"
              class="icon-button"
              aria-label={t('Remove “{name}”', { name: pattern.label === '' ? t('New pattern') : pattern.label })}
              title={t('Remove')}
              onClick={() => draft.set(patterns.filter((_one, at) => at !== index))}
            >
              <Icon name="close" size={14} />
            </button>
          </div>
          <div class="set-pair">
            <TextInput
              label={t('Label')}
              value={pattern.label}
              maxLength={40}
              flaw={flawAt(index, 'label')}
              onValue={(label) => set(index, { label })}
            />
            <TextInput
              label={t('Key')}
              dir="ltr"
              value={pattern.key}
              maxLength={40}
              flaw={flawAt(index, 'key')}
              onValue={(key) => set(index, { key })}
            />
          </div>
          <TextInput
            label={t('Pattern')}
            dir="ltr"
            placeholder="MT-\d{6}"
            value={pattern.pattern}
            maxLength={200}
            flaw={flawAt(index, 'pattern')}
            onValue={(value) => set(index, { pattern: value })}
          />
          <Choice
            label={t('It belongs to')}
            value={pattern.scope}
            options={[
              ['case', t('One matter')],
              ['customer', t('The person')],
            ]}
            onValue={(scope) => set(index, { scope })}
          />
        </fieldset>
      ))}
      {patterns.length < PATTERNS_MAX && (
        <div class="set-buttons">
          <button type="button" class="button" onClick={() => draft.set([...patterns, { key: '', label: '', pattern: '', scope: 'case' }])}>
            {t('Add a pattern')}
          </button>
        </div>
      )}
      <TryIt patterns={patterns} />
      <PlainSaveBar
        draft={draft}
        save={save}
        again={again}
        effect={t('Messages from now on are read with them.')}
        onDiscard={() => (tried.value = false)}
      />
    </form>
  );
}

function TryIt({ patterns }: { patterns: readonly FactPattern[] }): VNode {
  const id = useId();
  const text = useSignal('');
  const found = tryPatterns(patterns, text.value);
  return (
    <section class="set-card">
      <div class="field">
        <label for={id}>{t('Try it')}</label>
        <textarea
          id={id}
          rows={2}
          dir="auto"
          placeholder={t('My meter is MT-204417 and shows 5512.')}
          value={text.value}
          onInput={(event) => (text.value = event.currentTarget.value)}
        />
      </div>
      <p class="set-sub" role="status">
        {text.value === ''
          ? t('Write what a customer might say.')
          : found.length === 0
            ? t('Nothing is found.')
            : found.map(({ label, value }) => `${label}: ${value}`).join(' · ')}
      </p>
    </section>
  );
}
