// What the same person said before, above this conversation in the same scroll (K24): one conversation at a time, newest first, each under a
// header of its own, to be read only. Where one reads does not move when something comes above it.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ConversationRow, Entry, HandoffContext } from '@throughline/types';
import type { Answer } from '../../state/answer.js';
import { answerWords } from '../../state/answer-words.js';
import { convRoute } from '../../state/route.js';
import { earlierItems } from '../../state/earlier.js';
import type { OpenConversationState } from '../../state/store.js';
import { t } from '../../state/t.js';
import { channelWords, dayWords, statusWords } from '../../state/words.js';
import { useStyle } from '../../ui/use-style.js';
import { followLink } from '../follow-link.js';
import { ThreadLine } from '../ThreadLine.js';
import { useConsole } from '../console-context.js';
import { DEEDS_STYLE } from './deeds-style.js';

interface Lanes {
  pub: readonly Entry[];
  int: readonly Entry[];
}

/** Both lanes whole: an earlier conversation has ended, or is short. */
function useLanes(): (conv: string) => Promise<Answer<Lanes>> {
  const { actions } = useConsole();
  async function lane(conv: string, name: 'pub' | 'int'): Promise<Answer<readonly Entry[]>> {
    const all: Entry[] = [];
    for (;;) {
      const after = all.at(-1)?.seq ?? 0;
      const answer = await actions.ask((api) => api.entries(conv, name, after));
      if (!answer.ok) return answer;
      all.push(...answer.value.entries);
      if (!answer.value.more || answer.value.entries.length === 0) return { ok: true, value: all };
    }
  }
  return async (conv) => {
    const [pub, int] = [await lane(conv, 'pub'), await lane(conv, 'int')];
    if (!pub.ok) return pub;
    return int.ok ? { ok: true, value: { pub: pub.value, int: int.value } } : int;
  };
}

export interface EarlierConversationProps {
  about: { id: string; channel: ConversationRow['channel']; openedAt: number; status: string };
}

/** One of them: its header, and its lines once they were asked for. */
export function EarlierConversation({ about }: EarlierConversationProps): VNode {
  useStyle(DEEDS_STYLE);
  const { store, actions, href } = useConsole();
  const read = useLanes();
  const lanes = useSignal<Lanes | null>(null);
  const problem = useSignal<string | null>(null);
  const busy = useSignal(false);
  const box = useRef<HTMLElement>(null);
  const before = useRef(0);
  const day = dayWords(about.openedAt, store.now.value);
  const to = convRoute(store.view.value, about.id);
  async function show(): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    const answer = await read(about.id);
    busy.value = false;
    before.current = box.current?.closest('.log')?.scrollHeight ?? 0;
    problem.value = answer.ok ? null : answerWords(answer.code);
    if (answer.ok) lanes.value = answer.value;
  }
  useLayoutEffect(() => {
    const log = box.current?.closest('.log');
    if (lanes.value !== null && log !== null && log !== undefined && before.current > 0) log.scrollTop += log.scrollHeight - before.current;
  }, [lanes.value]);
  const names = { ...store.names.value, customer: store.openRow.value?.customer.name ?? t('The customer') };
  return (
    <section ref={box} class="earlier" aria-label={t('Earlier: {day}, {channel}', { day, channel: channelWords(about.channel) })}>
      <p class="earlier-head">
        <b>{t('Earlier: {day}, {channel}', { day, channel: channelWords(about.channel) })}</b>
        <span>{about.status}</span>
        {lanes.value === null ? (
          <button type="button" class="link-button" aria-disabled={busy.value} onClick={() => void show()}>
            {t('Show')}
          </button>
        ) : (
          <a class="link-button" href={href(to)} onClick={followLink(() => actions.go(to))}>
            {t('Open it')}
          </a>
        )}
      </p>
      {problem.value !== null && (
        <p class="field-error" role="alert">
          {problem.value}
        </p>
      )}
      {lanes.value !== null && (
        <div class="earlier-lines">
          {earlierItems(lanes.value, names).map((item) => (
            <ThreadLine key={item.key} item={item} conv={about.id} highlight={null} />
          ))}
        </div>
      )}
    </section>
  );
}

export function Earlier({ open, context }: { open: OpenConversationState; context: HandoffContext }): VNode {
  useStyle(DEEDS_STYLE);
  const { store, actions } = useConsole();
  const shown = useSignal(1);
  /** More than the context names, once they were asked for; newest first. */
  const all = useSignal<readonly ConversationRow[] | null>(null);
  const known = context.previousConversations.map((one) => ({
    id: one.conversationId,
    channel: one.channel,
    openedAt: Date.parse(one.openedAt),
    status: one.outcome ?? one.about,
  }));
  const openedAt = store.openRow.value?.openedAt ?? 0;
  const rest = (all.value ?? [])
    .filter((row) => row.id !== open.id && row.openedAt <= openedAt && !known.some(({ id }) => id === row.id))
    .map((row) => ({ id: row.id, channel: row.channel, openedAt: row.openedAt, status: row.outcome ?? statusWords(row.status) }));
  const list = [...known, ...rest].sort((a, b) => b.openedAt - a.openedAt);
  const more = shown.value < list.length || all.value === null;
  async function next(): Promise<void> {
    if (shown.value >= list.length && all.value === null) {
      const answer = await actions.ask((api) => api.conversationsOf(context.customer.customerId));
      all.value = answer.ok ? answer.value : [];
    }
    shown.value += 1;
  }
  return (
    <>
      {more && (
        <button type="button" class="button button-small log-older" onClick={() => void next()}>
          {t('Even earlier')}
        </button>
      )}
      {list
        .slice(0, shown.value)
        .reverse()
        .map((about) => (
          <EarlierConversation key={about.id} about={about} />
        ))}
    </>
  );
}
