// What routing knows of a person: skills, languages, and how much they carry at once (K57).
import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import type { Agent, AgentProfileDoc } from '@throughline/types';
import { answerWords } from '../../state/answer-words.js';
import { strangeLanguage } from '../../state/settings-flaws.js';
import { t } from '../../state/t.js';
import { useConsole } from '../console-context.js';
import { NumberInput, WordsInput } from './controls.js';
import { FormDialog } from './FormDialog.js';

const CAPACITY_MAX = 100;

export function ProfileDialog({ agent, onClose }: { agent: Agent; onClose(): void }): VNode {
  const { actions, store } = useConsole();
  const version = useSignal(0);
  const doc = useSignal<AgentProfileDoc | null>(null);
  const problem = useSignal<string | null>(null);
  const tried = useSignal(false);
  async function load(): Promise<void> {
    const answer = await actions.ask((api) => api.settings((settings) => settings.profile(agent.id)));
    if (!answer.ok) problem.value = answerWords(answer.code);
    else {
      version.value = answer.value.version;
      doc.value = answer.value.doc;
    }
  }
  useEffect(() => void load(), []);
  const now = doc.value;
  const strange = now === null ? undefined : strangeLanguage(now.languages);
  const full = now !== null && !(now.capacity >= 0 && now.capacity <= CAPACITY_MAX);
  async function save(): Promise<void> {
    tried.value = true;
    if (now === null || strange !== undefined || full) return;
    const answer = await actions.ask((api) =>
      api.settings((settings) => settings.saveProfile(agent.id, { version: version.value, doc: now })),
    );
    if (answer.ok) {
      store.status.value = t('Saved');
      return onClose();
    }
    if (answer.code === 'conflict') {
      await load();
      problem.value = t('Somebody changed it meanwhile; this is what they saved. Change it again if need be.');
    } else problem.value = answerWords(answer.code);
  }
  const edit = (change: Partial<AgentProfileDoc>): void => {
    if (now !== null) doc.value = { ...now, ...change };
  };
  return (
    <FormDialog title={agent.name} deed={t('Save')} problem={problem.value} ready={now !== null} onClose={onClose} onSubmit={save}>
      {now === null ? (
        problem.value === null && <p class="list-note late">{t('Loading…')}</p>
      ) : (
        <>
          <WordsInput
            label={t('Skills')}
            hint={t('Such as refunds, mortgages. Commas between them.')}
            value={now.skills}
            onValue={(skills) => edit({ skills })}
          />
          <WordsInput
            label={t('Languages')}
            hint={t('As codes: en, de, pt-br.')}
            value={now.languages}
            flaw={tried.value && strange !== undefined ? t('“{tag}” is no language. Write de, or pt-br.', { tag: strange }) : null}
            onValue={(languages) => edit({ languages: languages.map((one) => one.toLowerCase()) })}
          />
          <NumberInput
            label={t('Carries at once, in points')}
            hint={t('A chat is 1 point, an e-mail 0.3, a call 3.')}
            step={0.1}
            value={now.capacity}
            flaw={tried.value && full ? t('A number from 0 to 100.') : null}
            onValue={(capacity) => edit({ capacity: capacity ?? -1 })}
          />
        </>
      )}
    </FormDialog>
  );
}
