// One row of the list (K19): who, through which channel, what was said last and by whom, how long they wait, what is due and wrong, who has it
// and who else looks. Three lines of fixed height; what does not fit is cut, never wrapped (K127). A row is drawn anew when something about itself
// changed, not when another one was opened, read or written to (K128, K129): what it asks of a whole map is narrowed to its own entry first.
import type { VNode } from 'preact';
import { useComputed } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ConversationRow } from '@throughline/types';
import { Icon } from '../ui/Icon.js';
import { Avatar, Chip, Time, VerifiedMark } from '../ui/marks.js';
import type { Names } from '../state/names.js';
import { convRoute } from '../state/route.js';
import { isUnreadAfter } from '../state/rows.js';
import { slaChip, snoozeWords } from '../state/sla-words.js';
import { t } from '../state/t.js';
import { alertWords, channelWords, durationWords, isCritical, whenWords } from '../state/words.js';
import { selectByClick } from '../state/selection.js';
import { useConsole } from './console-context.js';
import { followLink } from './follow-link.js';

const LONG_WAIT_MS = 10 * 60_000; // from here the waiting time is emphasised
const TAGS_SHOWN = 2;

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
      <span class="visually-hidden">{t('Waiting')} </span>
      <Time at={row.waitingSince}>{durationWords(waited)}</Time>
    </span>
  );
}

/** Who has it; left out where the view says so already. */
function ownerWords(row: ConversationRow, view: string, me: string, names: Names): string | null {
  if (row.assigneeId !== null) return row.assigneeId !== me ? names.agent(row.assigneeId) : view === 'mine' ? null : t('You');
  if (row.teamId !== null) return view === `team:${row.teamId}` ? null : names.team(row.teamId);
  return view === 'unassigned' || row.status === 'closed' ? null : t('Unassigned');
}

function Said({ row }: { row: ConversationRow }): VNode {
  const { store } = useConsole();
  const draft = useComputed(() => store.drafts.value.get(row.id)?.text ?? '').value;
  const typing = useComputed(() => store.typing.value.has(row.id)).value;
  if (typing) return <em>{t('typing…')}</em>;
  if (draft !== '')
    return (
      <>
        <b class="row-draft">{t('Draft')} </b>
        <bdi>{draft}</bdi>
      </>
    );
  return (
    <>
      {row.lastFrom === 'agent' ? t('Agent:') + ' ' : ''}
      <bdi>{row.lastText || row.headline}</bdi>
    </>
  );
}

/** Colleagues who look at it or write there (K66). */
function Others({ conv }: { conv: string }): VNode | null {
  const { store } = useConsole();
  const people = useComputed(() => store.viewers.value.get(conv)).value ?? [];
  const first = people.find(({ doing }) => doing !== 'viewing') ?? people[0];
  if (first === undefined) return null;
  const name = store.names.value.agent(first.agentId);
  const words = first.doing === 'viewing' ? t('{name} is looking', { name }) : t('{name} is writing', { name });
  return (
    <span class="row-others" title={words}>
      <Icon name={first.doing === 'viewing' ? 'eye' : 'note'} size={12} />
      <span class="visually-hidden">{words}</span>
    </span>
  );
}

function Marks({ row, now }: { row: ConversationRow; now: number }): VNode {
  const sla = slaChip(row, now);
  const snoozed = snoozeWords(row, now);
  const alerts = sla?.tone === 'bad' ? row.alerts.filter((code) => code !== 'sla_breach') : row.alerts;
  return (
    <>
      {sla !== null && <Chip tone={sla.tone}>{sla.words}</Chip>}
      {snoozed !== null && (
        <Chip tone="plain">
          <Icon name="moon" size={12} />
          {snoozed}
        </Chip>
      )}
      {row.priority === 'urgent' && <Chip tone="bad">{t('Urgent')}</Chip>}
      {row.priority === 'high' && <Chip tone="warn">{t('High priority')}</Chip>}
      {row.priority === 'low' && <Chip tone="plain">{t('Low priority')}</Chip>}
      {alerts.map((code) => (
        <Chip key={code} tone={isCritical(code) ? 'bad' : 'warn'}>
          {alertWords(code)}
        </Chip>
      ))}
      {row.tags.slice(0, TAGS_SHOWN).map((tag) => (
        <span key={tag} class="row-tag">
          <bdi>{tag}</bdi>
        </span>
      ))}
      {row.tags.length > TAGS_SHOWN && <span class="row-tag">+{row.tags.length - TAGS_SHOWN}</span>}
    </>
  );
}

export interface ConversationItemProps {
  row: ConversationRow;
  tabbable: boolean;
  /** Its place in the whole list, and how long that is; -1: not known. */
  index: number;
  size: number;
  /** Pixels from the top of the list. */
  top: number;
}

export function ConversationItem({ row, tabbable, index, size, top }: ConversationItemProps): VNode {
  const { store, actions, panels, href } = useConsole();
  const ref = useRef<HTMLAnchorElement>(null);
  const now = store.now.value;
  const unread = isUnreadAfter(row, useComputed(() => store.seen.value.get(row.id) ?? 0).value);
  const isCursor = useComputed(() => store.cursor.value === row.id).value;
  const isOpen = useComputed(() => store.openId.value === row.id).value;
  const selected = useComputed(() => store.selected.value.has(row.id)).value;
  const to = convRoute(store.view.value, row.id);
  const owner = ownerWords(row, store.list.value.view, store.agentId.value, store.names.value);
  // Before the next key is read: J and Enter in one breath open the row that J went to (K13).
  useLayoutEffect(() => {
    if (isCursor) ref.current?.focus({ preventScroll: true });
  }, [isCursor, panels.focusRow.value]);
  return (
    <li class="row-place" aria-setsize={size} aria-posinset={index + 1} style={{ insetBlockStart: `${top}px` }}>
      <a
        ref={ref}
        href={href(to)}
        class={`row ${unread ? 'row-unread' : ''} ${selected ? 'row-selected' : ''}`}
        tabIndex={tabbable ? 0 : -1}
        data-conv={row.id}
        {...(isOpen ? { 'aria-current': 'true' as const } : {})}
        onFocus={() => (store.cursor.value = row.id)}
        onMouseDown={(event) => event.shiftKey && event.preventDefault()} // no text is selected by a range of rows
        onClick={(event) => {
          if (event.shiftKey || store.selected.value.size > 0) {
            event.preventDefault();
            selectByClick(store, row.id, event.shiftKey);
            return;
          }
          followLink(() => {
            panels.contextOpen.value = false;
            actions.go(to);
          })(event);
        }}
      >
        <Avatar name={row.customer.name} channel={row.channel} />
        <span class="row-main">
          <span class="row-top">
            {selected && (
              <span class="row-check">
                <Icon name="check" size={14} />
                <span class="visually-hidden">{t('Selected')}</span>
              </span>
            )}
            <span class="row-name">
              <bdi>{row.customer.name}</bdi>
            </span>
            <VerifiedMark trust={row.customer.trust} />
            <span class="visually-hidden">{channelWords(row.channel)}</span>
            <Others conv={row.id} />
            <Waiting row={row} now={now} />
          </span>
          <span class="row-text">
            <span class="row-said">
              <Said row={row} />
            </span>
            {unread && (
              <span class="row-dot">
                <span class="visually-hidden">{t('Unread')}</span>
              </span>
            )}
          </span>
          <span class="row-bottom">
            <Marks row={row} now={now} />
            {owner !== null && (
              <span class="row-owner">
                <bdi>{owner}</bdi>
              </span>
            )}
          </span>
        </span>
      </a>
    </li>
  );
}
