// One row of the list (K19): who, through which channel, what was said last and by whom, how long they wait, what is wrong, who has it.
import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ConversationRow, InboxView } from '@throughline/types';
import { Icon } from '../ui/Icon.js';
import { Avatar, Chip, Time, VerifiedMark } from '../ui/marks.js';
import type { Names } from '../state/names.js';
import { convRoute } from '../state/route.js';
import { isUnread } from '../state/rows.js';
import { alertWords, channelWords, durationWords, isCritical, whenWords } from '../state/words.js';
import { useConsole } from './console-context.js';
import { followLink } from './follow-link.js';

const LONG_WAIT_MS = 10 * 60_000; // from here the waiting time is emphasised

function Waiting({ row, now }: { row: ConversationRow; now: number }): VNode {
  if (row.waitingSince === null)
    return (
      <span class="row-when">
        <Time at={row.lastAt || row.openedAt}>{whenWords(row.lastAt || row.openedAt, now)}</Time>
      </span>
    );
  const waited = now - row.waitingSince;
  return (
    <span class={`row-wait ${waited >= LONG_WAIT_MS ? 'row-wait-long' : ''}`}>
      <Icon name="clock" size={12} />
      <span class="visually-hidden">Waiting </span>
      <Time at={row.waitingSince}>{durationWords(waited)}</Time>
    </span>
  );
}

/** Who has it; left out where the view says so already. */
function ownerWords(row: ConversationRow, view: InboxView, me: string, names: Names): string | null {
  if (row.assigneeId !== null) return row.assigneeId !== me ? names.agent(row.assigneeId) : view === 'mine' ? null : 'You';
  if (row.teamId !== null) return names.team(row.teamId);
  return view === 'all' ? 'Unassigned' : null;
}

export function ConversationItem({ row, tabbable }: { row: ConversationRow; tabbable: boolean }): VNode {
  const { store, actions, panels, href } = useConsole();
  const ref = useRef<HTMLAnchorElement>(null);
  const now = store.now.value;
  const open = store.open.value?.id === row.id;
  const unread = isUnread(row, store.seen.value);
  const draft = store.drafts.value.get(row.id)?.text ?? '';
  const typing = store.typing.value.has(row.id);
  const isCursor = store.cursor.value === row.id;
  const to = convRoute(store.view.value, row.id);
  const speaker = row.lastFrom === 'agent' ? 'Agent: ' : '';
  const owner = ownerWords(row, store.view.value, store.agentId.value, store.names.value);
  useEffect(() => {
    if (isCursor) ref.current?.focus({ preventScroll: false });
  }, [isCursor]);
  return (
    <li>
      <a
        ref={ref}
        href={href(to)}
        class={`row ${unread ? 'row-unread' : ''}`}
        tabIndex={tabbable ? 0 : -1}
        data-conv={row.id}
        {...(open ? { 'aria-current': 'true' as const } : {})}
        onFocus={() => (store.cursor.value = row.id)}
        onClick={followLink(() => {
          panels.contextOpen.value = false;
          actions.go(to);
        })}
      >
        <Avatar name={row.customer.name} channel={row.channel} />
        <span class="row-main">
          <span class="row-top">
            <span class="row-name">
              <bdi>{row.customer.name}</bdi>
            </span>
            <VerifiedMark trust={row.customer.trust} />
            <span class="visually-hidden">{channelWords(row.channel)}</span>
            <Waiting row={row} now={now} />
          </span>
          <span class="row-text">
            <span class="row-said">
              {typing ? (
                <em>typing…</em>
              ) : draft !== '' ? (
                <>
                  <b class="row-draft">Draft </b>
                  {draft}
                </>
              ) : (
                <>
                  {speaker}
                  <bdi>{row.lastText || row.headline}</bdi>
                </>
              )}
            </span>
            {unread && (
              <span class="row-dot">
                <span class="visually-hidden">Unread</span>
              </span>
            )}
          </span>
          {(row.alerts.length > 0 || owner !== null) && (
            <span class="row-bottom">
              {row.alerts.map((code) => (
                <Chip key={code} tone={isCritical(code) ? 'bad' : 'warn'}>
                  {alertWords(code)}
                </Chip>
              ))}
              {owner !== null && <span class="row-owner">{owner}</span>}
            </span>
          )}
        </span>
      </a>
    </li>
  );
}
