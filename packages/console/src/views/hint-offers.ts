// What a hint says and does once it is accepted (K34–K36); loaded after the first paint, with the words the hints know.
import type { Signal } from '@preact/signals';
import type { Actions } from '../state/actions.js';
import { answerWords } from '../state/answer-words.js';
import { hintKey, hintOf } from '../state/hints.js';
import type { Hint, StatedFact } from '../state/hints.js';
import { OWN_CHANGE_MS } from '../state/panels.js';
import type { Panels } from '../state/panels.js';
import type { Store } from '../state/store.js';
import { t } from '../state/t.js';
import { channelWords, languageWords, whenWords } from '../state/words.js';
import type { HintOptions, ShownHint } from './hint-shapes.js';

/** What an accepted hint acts on. */
export interface HintTools {
  store: Store;
  actions: Actions;
  panels: Panels;
  insert(conv: string, text: string): void;
  shown: Signal<ShownHint | null>;
  /** Texts of promises recorded from this draft. */
  recorded: Signal<ReadonlySet<string>>;
  /** A promise that was sent stays offered. */
  kept: Signal<boolean>;
}
type Around = HintTools & { conv: string };

/** The hint for a draft, and its name, so that it is announced once; null: there is none. */
export function offerOf({ conv, text, context, language }: HintOptions, tools: HintTools): { hint: ShownHint; key: string } | null {
  if (context === null) return null;
  const around = { ...tools, conv };
  const { customerId } = context.customer;
  const value = (fact: StatedFact): string => revealedValue(tools.store, fact) ?? fact.value;
  const hint = hintOf(text, context, { recorded: tools.recorded.value, value, language });
  if (hint === null) return null;
  const key = hintKey(hint);
  switch (hint.kind) {
    case 'promise':
      return { key, hint: forPromise(hint, customerId, around) };
    case 'language':
      return { key, hint: forLanguage(hint) };
    case 'ask_again':
      return { key, hint: forFact(hint.fact, customerId, around) };
  }
}

const revealedValue = (store: Store, fact: StatedFact): string | undefined => store.revealed.value.get(`fact ${fact.factId}`);

function forFact(fact: StatedFact, customerId: string, { conv, store, actions, insert, shown }: Around): ShownHint {
  const revealed = revealedValue(store, fact);
  const at = Date.parse(fact.refs.at(-1)?.at ?? '');
  const words = t('Already given ({channel} {time}): {label} {value}', {
    channel: channelWords(fact.channel),
    time: whenWords(at, store.now.value),
    label: fact.label,
    value: revealed ?? fact.value,
  });
  const shownFact = { kind: 'fact', icon: 'check', words } as const;
  if (!fact.masked || revealed !== undefined)
    return { ...shownFact, verb: t('Insert'), accept: () => insert(conv, revealed ?? fact.value) };
  const accept = (): void =>
    void actions
      .ask((api) => api.reveal({ customerId, type: 'fact', id: fact.factId }))
      .then((answer) => {
        if (answer.ok) {
          store.revealed.value = new Map(store.revealed.value).set(`fact ${fact.factId}`, answer.value);
          return;
        }
        const why = t('Not revealed. {why}', { why: answerWords(answer.code) });
        store.status.value = why;
        shown.value = { ...shownFact, words: why, verb: t('Try again'), accept };
      });
  return { ...shownFact, verb: t('Reveal'), accept };
}

function forPromise(hint: Extract<Hint, { kind: 'promise' }>, customerId: string, around: Around): ShownHint {
  const { conv, store, actions, panels, recorded, kept, shown } = around;
  const { said } = hint;
  const words = t('You promise: {what}', { what: said.when === null ? said.text : `${said.text}, ${said.when}` });
  return {
    kind: 'promise',
    icon: 'promise',
    words,
    verb: t('Record promise'),
    accept: () => {
      panels.ownChangeUntil.value = store.now.value + OWN_CHANGE_MS;
      void actions
        .ask((api) =>
          api.promise({
            customer: { customerId },
            text: said.text,
            kind: said.kind,
            conversationId: conv,
            ...(said.when === null ? {} : { due: said.when }),
          }),
        )
        .then((answer) => {
          if (answer.ok) {
            recorded.value = new Set(recorded.value).add(said.text);
            kept.value = false;
            shown.value = null;
            store.status.value = t('Promise recorded: {what}', { what: said.text });
            return;
          }
          const edit = (): void => void (panels.dialog.value = { name: 'promise', said });
          const why = t('Not recorded. {why}', { why: answerWords(answer.code) });
          store.status.value = why;
          shown.value = {
            kind: 'promise',
            icon: 'promise',
            words: why,
            verb: t('Edit…'),
            accept: edit,
          };
        });
    },
  };
}

function forLanguage(hint: Extract<Hint, { kind: 'language' }>): ShownHint {
  const words = t('The customer writes {theirs}; this looks like {yours}', {
    theirs: languageWords(hint.theirs),
    yours: languageWords(hint.yours),
  });
  return { kind: 'language', icon: 'globe', words, verb: '', accept: () => undefined };
}
