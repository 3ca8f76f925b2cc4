// How one's own console looks, sounds and behaves (K31, K80, K85, K119). Each change is kept at once: it concerns nobody else.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { NoticeKind, PreferencesDoc } from '@throughline/types';
import { answerWords } from '../../state/answer-words.js';
import { t } from '../../state/t.js';
import { useStyle } from '../../ui/use-style.js';
import { useConsole } from '../console-context.js';
import { ACCOUNT_STYLE } from './account-style.js';
import { Choice, Select, Toggle } from './fields.js';
import { SETTINGS_STYLE } from './settings-style.js';

const LANGUAGES: readonly (readonly [NonNullable<PreferencesDoc['locale']>, string])[] = [
  ['en', 'English'],
  ['de', 'Deutsch'],
  ['es', 'Español'],
  ['fr', 'Français'],
  ['pt-BR', 'Português (Brasil)'],
  ['ar', 'العربية'],
];
const KINDS = (): readonly (readonly [NoticeKind, string])[] => [
  ['queue', t('New in my queue')],
  ['reply', t('A reply to me')],
  ['mention', t('A mention')],
  ['sla', t('A target at risk')],
];
const SECONDS = ['0', '3', '5', '10'] as const;
const NIGHT: [string, string] = ['22:00', '07:00'];

export function PreferencesPage(): VNode {
  const { actions, store } = useConsole();
  useStyle(SETTINGS_STYLE);
  useStyle(ACCOUNT_STYLE);
  const problem = useSignal<string | null>(null);
  const doc = store.preferences.value;
  async function change(named: Partial<PreferencesDoc>): Promise<void> {
    const answer = await actions.ask((account) => account.savePreferences({ ...store.preferences.value, ...named }));
    problem.value = answer.ok ? null : answerWords(answer.code);
    if (answer.ok) store.status.value = t('Saved');
  }
  const set = (named: Partial<PreferencesDoc>): void => void change(named);
  const flip = (list: 'sounds' | 'desktop', kind: NoticeKind): void => {
    const held = doc[list];
    set({ [list]: held.includes(kind) ? held.filter((one) => one !== kind) : [...held, kind] });
  };
  const undo = SECONDS.find((one) => Number(one) >= doc.undoSeconds) ?? '10';
  const quiet = doc.quietHours;

  return (
    <>
      <header class="pane-head page-head">
        <h1>{t('Preferences')}</h1>
        <span class="section-aside">{t('Of your console alone')}</span>
      </header>
      <div class="page-body">
        <div class="account">
          {problem.value !== null && (
            <p class="field-error" role="alert">
              {t('Not saved.')} {problem.value}
            </p>
          )}
          <section class="account-part" aria-labelledby="preferences-look">
            <h2 id="preferences-look">{t('Look and language')}</h2>
            <Select
              label={t('Language')}
              value={doc.locale ?? 'browser'}
              options={[['browser', t('As in the browser')], ...LANGUAGES]}
              onValue={(value) => set({ locale: value === 'browser' ? null : value })}
            />
            <Choice
              label={t('Theme')}
              value={doc.theme}
              options={[
                ['system', t('As the system')],
                ['light', t('Light')],
                ['dark', t('Dark')],
              ]}
              onValue={(theme) => set({ theme })}
            />
            <Choice
              label={t('Density')}
              value={doc.density}
              options={[
                ['comfortable', t('Comfortable')],
                ['compact', t('Compact')],
              ]}
              onValue={(density) => set({ density })}
            />
          </section>
          <section class="account-part" aria-labelledby="preferences-writing">
            <h2 id="preferences-writing">{t('Writing')}</h2>
            <Choice
              label={t('Enter')}
              value={doc.enter}
              options={[
                ['send', t('Sends')],
                ['line', t('Breaks the line')],
              ]}
              onValue={(enter) => set({ enter })}
            />
            <Select
              label={t('Take a reply back')}
              hint={t('How long a chat reply waits before it leaves. E-mail always waits five seconds.')}
              value={undo}
              options={[
                ['0', t('Off')],
                ['3', t('3 seconds')],
                ['5', t('5 seconds')],
                ['10', t('10 seconds')],
              ]}
              onValue={(value) => set({ undoSeconds: Number(value) })}
            />
            <Toggle
              label={t('Single-key shortcuts')}
              hint={t('Keys without a modifier, such as R for reply. Ctrl or ⌘ shortcuts work either way.')}
              on={doc.singleKeys}
              onChange={(singleKeys) => set({ singleKeys })}
            />
          </section>
          <section class="account-part" aria-labelledby="preferences-notices">
            <h2 id="preferences-notices">{t('Sounds and notifications')}</h2>
            <div class="kinds">
              <span />
              <b aria-hidden="true">{t('Sound')}</b>
              <b aria-hidden="true">{t('Desktop')}</b>
              {KINDS().map(([kind, words]) => (
                <KindRow key={kind} words={words} doc={doc} kind={kind} flip={flip} />
              ))}
            </div>
            <Select
              label={t('A notification says')}
              value={doc.noticeText}
              options={[
                ['name_and_line', t('Name and line')],
                ['name', t('The name alone')],
                ['none', t('Neither')],
              ]}
              onValue={(noticeText) => set({ noticeText })}
            />
            <Toggle
              label={t('Quiet hours')}
              hint={t('No sound and no notification, in the time of this browser.')}
              on={quiet !== null}
              onChange={(on) => set({ quietHours: on ? NIGHT : null })}
            />
            {quiet !== null && (
              <div class="quiet">
                <TimeField label={t('From')} value={quiet[0]} onValue={(from) => set({ quietHours: [from, quiet[1]] })} />
                <TimeField label={t('To')} value={quiet[1]} onValue={(to) => set({ quietHours: [quiet[0], to] })} />
              </div>
            )}
          </section>
        </div>
      </div>
    </>
  );
}

interface KindRowProps {
  words: string;
  kind: NoticeKind;
  doc: PreferencesDoc;
  flip(list: 'sounds' | 'desktop', kind: NoticeKind): void;
}
function KindRow({ words, kind, doc, flip }: KindRowProps): VNode {
  return (
    <>
      <span>{words}</span>
      {(['sounds', 'desktop'] as const).map((list) => (
        <label key={list}>
          <input
            type="checkbox"
            aria-label={list === 'sounds' ? t('{kind}: sound', { kind: words }) : t('{kind}: desktop notification', { kind: words })}
            checked={doc[list].includes(kind)}
            onChange={() => flip(list, kind)}
          />
        </label>
      ))}
    </>
  );
}

function TimeField({ label, value, onValue }: { label: string; value: string; onValue(value: string): void }): VNode {
  return (
    <label class="field">
      <span class="field-label">{label}</span>
      <input
        type="time"
        value={value}
        onChange={(event) => {
          if (/^\d\d:\d\d$/.test(event.currentTarget.value)) onValue(event.currentTarget.value);
        }}
      />
    </label>
  );
}
