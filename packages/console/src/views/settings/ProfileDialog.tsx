// What routing knows of a person: skills, languages, and how much they carry at once (K57). What is typed stays until it is saved or given up:
// what a colleague saved meanwhile comes in beside it, and where both changed the same, their words stand at the field (K105).
import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import type { Agent, AgentProfileDoc } from '@throughline/types';
import { answerWords } from '../../state/answer-words.js';
import { strangeLanguage } from '../../state/settings-flaws.js';
import { listed, t } from '../../state/t.js';
import { useConsole } from '../console-context.js';
import { AskedView, useAskedFor } from './Asked.js';
import { NumberInput, WordsInput } from './controls.js';
import { FormDialog } from './FormDialog.js';
import { useUnsaved } from './use-unsaved.js';
import type { Unsaved } from './use-unsaved.js';
import { same } from '../../state/same.js';

const CAPACITY_MAX = 100;

/** Null: the number was emptied. */
type Draft = Omit<AgentProfileDoc, 'capacity'> & { capacity: number | null };
const kept = new Map<string, Unsaved<Draft | null>>();

/** Theirs, with what was changed here on top of it. */
function mixed(mine: Draft, base: Draft, theirs: Draft): Draft {
  return {
    skills: same(mine.skills, base.skills) ? theirs.skills : mine.skills,
    languages: same(mine.languages, base.languages) ? theirs.languages : mine.languages,
    capacity: mine.capacity === base.capacity ? theirs.capacity : mine.capacity,
  };
}

const changedIn = (doc: Draft, { skills, languages, capacity }: Draft): Partial<Draft> => ({
  ...(!same(doc.skills, skills) && { skills: doc.skills }),
  ...(!same(doc.languages, languages) && { languages: doc.languages }),
  ...(doc.capacity !== capacity && { capacity: doc.capacity }),
});

export function ProfileDialog({ agent, onClose }: { agent: Agent; onClose(): void }): VNode {
  const { actions, store } = useConsole();
  const asked = useAskedFor(() => actions.ask((api) => api.settings((settings) => settings.profile(agent.id))));
  const relayHas = asked.value.value;
  const draft = useUnsaved<Draft | null>(kept, `profile ${agent.id}`, relayHas?.doc ?? null);
  /** What a colleague changed while something else was typed here. */
  const theirs = useSignal<Partial<Draft>>({});
  const problem = useSignal<string | null>(null);
  const tried = useSignal(false);
  useEffect(() => {
    const [mine, base] = [draft.value.value, draft.base.value];
    if (relayHas === null || same(base, relayHas.doc)) return;
    draft.saved(relayHas.doc);
    if (mine === null || base === null) return;
    draft.set(mixed(mine, base, relayHas.doc));
    theirs.value = changedIn(relayHas.doc, base);
  }, [relayHas]);
  const now = draft.value.value;
  const strange = now === null ? undefined : strangeLanguage(now.languages);
  const full = now !== null && !(now.capacity !== null && now.capacity >= 0 && now.capacity <= CAPACITY_MAX);
  async function save(): Promise<void> {
    tried.value = true;
    const capacity = now?.capacity ?? null;
    if (now === null || relayHas === null || strange !== undefined || full || capacity === null) return;
    const doc = { ...now, capacity };
    const answer = await actions.ask((api) =>
      api.settings((settings) => settings.saveProfile(agent.id, { version: relayHas.version, doc })),
    );
    if (answer.ok) {
      store.status.value = t('Saved');
      return dismiss();
    }
    if (answer.code !== 'conflict') problem.value = answerWords(answer.code);
    else {
      await asked.again(); // a failure of its own is said above the fields
      problem.value = t('Somebody changed it meanwhile. What you typed is still here; save again to keep it.');
    }
  }
  function dismiss(): void {
    draft.discard();
    onClose();
  }
  const edit = (change: Partial<Draft>): void => {
    const value = draft.value.value;
    if (value !== null) draft.set({ ...value, ...change });
  };
  const savedWords = (words: string): string =>
    words === '' ? t('A colleague emptied this meanwhile.') : t('A colleague saved this meanwhile: {words}', { words });
  const other = (field: 'skills' | 'languages'): string | null =>
    theirs.value[field] === undefined || same(theirs.value[field], now?.[field]) ? null : savedWords(listed(theirs.value[field]));
  return (
    <FormDialog title={agent.name} deed={t('Save')} problem={problem.value} ready={relayHas !== null} onClose={dismiss} onSubmit={save}>
      <AskedView asked={asked}>
        {() =>
          now !== null && (
            <>
              <WordsInput
                label={t('Skills')}
                hint={t('Such as refunds, mortgages. Commas between them.')}
                value={now.skills}
                flaw={other('skills')}
                onValue={(skills) => edit({ skills })}
              />
              <WordsInput
                label={t('Languages')}
                hint={t('As codes: en, de, pt-br.')}
                value={now.languages}
                flaw={
                  tried.value && strange !== undefined
                    ? t('“{tag}” is no language. Write de, or pt-br.', { tag: strange })
                    : other('languages')
                }
                onValue={(languages) => edit({ languages: languages.map((one) => one.toLowerCase()) })}
              />
              <NumberInput
                label={t('Carries at once, in points')}
                hint={t('A chat is 1 point, an e-mail 0.3, a call 3.')}
                step={0.1}
                value={now.capacity}
                flaw={
                  tried.value && full
                    ? t('A number from 0 to 100.')
                    : theirs.value.capacity === undefined || theirs.value.capacity === now.capacity
                      ? null
                      : savedWords(String(theirs.value.capacity))
                }
                onValue={(capacity) => edit({ capacity })}
              />
            </>
          )
        }
      </AskedView>
    </FormDialog>
  );
}
