// The saved replies this person may use, most used first, and what becomes of one that is inserted (K50, K51).
import { useSignal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { SettingsObject } from '@throughline/types';
import type { AfterSending } from '../../state/after-sending.js';
import { answerWords } from '../../state/answer-words.js';
import { bodyFor, replyValues, resolveVariables } from '../../state/saved-reply.js';
import { useConsole } from '../console-context.js';

export type SavedReply = SettingsObject<'saved_reply'>;

export interface Replies {
  list: Signal<readonly SavedReply[] | null>;
  problem: Signal<string | null>;
  /** What the customer would read. */
  textOf(reply: SavedReply): string;
  /** Its text, what sending it does beside that; counts the use. */
  use(reply: SavedReply): { text: string; after: AfterSending | undefined };
}

const doesMore = ({ tags, assignTeamId, snoozeMinutes, close }: AfterSending): boolean =>
  tags.length > 0 || assignTeamId !== null || snoozeMinutes !== null || close;

/** @param wanted asked for from now on: the list is read once */
export function useReplies(wanted: boolean): Replies {
  const { store, actions } = useConsole();
  const list = useSignal<readonly SavedReply[] | null>(null);
  const problem = useSignal<string | null>(null);
  useEffect(() => {
    if (!wanted || list.value !== null) return;
    void actions
      .ask((api) => api.savedReplies())
      .then((answer) => {
        problem.value = answer.ok ? null : answerWords(answer.code);
        if (answer.ok) list.value = answer.value.toSorted((a, b) => b.uses - a.uses || a.doc.title.localeCompare(b.doc.title));
      });
  }, [wanted]);
  function textOf(reply: SavedReply): string {
    const session = store.session.value;
    const row = store.openRow.value;
    const context = store.open.value?.context ?? null;
    const values = replyValues({
      context,
      row,
      agent: session.state === 'signed_in' ? session.session.agent : null,
      names: store.names.value,
      now: store.now.value,
    });
    return resolveVariables(bodyFor(reply.doc, row?.language ?? context?.customer.language ?? null), values);
  }
  return {
    list,
    problem,
    textOf,
    use: (reply) => {
      void actions
        .ask((api) => api.savedReplyUsed(reply.id))
        .then((answer) => !answer.ok && console.warn('the use of a saved reply was not counted', answer.code));
      return { text: textOf(reply), after: doesMore(reply.doc.actions) ? reply.doc.actions : undefined };
    },
  };
}
