// Sounds and desktop notifications (K85, K86). Loaded when the desk is up, in each tab: each has to say whether it is looked at. One tab
// makes the sound: the one that holds the lock. A notification is shown only when no tab of the console is visible, and only in a browser
// that was allowed to by a button.
import type { Attention, ConversationRow, NoticeKind, PreferencesDoc } from '@throughline/types';
import { t } from '../state/t.js';
import { isQuiet } from './quiet-hours.js';
import { play } from './sounds.js';

export interface NoticesOptions {
  preferences(): PreferencesDoc;
  now(): number;
  /** The customer of a conversation; empty where it is not known. */
  customer(conv: string): string;
  /** Opens the entry of a notice that was clicked. */
  open(conv: string, entryId: string | null): void;
  locks: LockManager | undefined;
}
export interface Notices {
  attend(what: Attention): void;
  /** What these rows say: a notice of a conversation that was closed, or taken by a colleague, says nothing any more. */
  follow(rows: ReadonlyMap<string, ConversationRow>): void;
  /** Nobody is signed in: nothing of the desk stays on the screen. */
  withdraw(): void;
  stop(): void;
}

const LOCK = 'throughline-notices';
const CHANNEL = 'throughline-notices';
const ROW_MS = 400; // a page nobody looks at reads the row of a new conversation that much later
/** Shared by every tab that is looked at, for as long as it is: whoever asks finds it without waiting for an answer. */
const LOOKED_AT = 'throughline-looked-at';

/** A question that is somebody else's now, or nobody's. */
const isOver = ({ kind }: Attention, row: ConversationRow | undefined): boolean =>
  row !== undefined && (row.status === 'closed' || (kind === 'queue' && row.assigneeId !== null));

const titles: Record<NoticeKind, () => string> = {
  queue: () => t('New in your queue'),
  reply: () => t('New reply'),
  mention: () => t('You are mentioned'),
  sla: () => t('A promised time is at risk'),
};

/** What a notification says, as the person chose (K86). */
export function noticeWords(what: Attention, preferences: Pick<PreferencesDoc, 'noticeText'>): { title: string; body: string } {
  const title = titles[what.kind]();
  if (preferences.noticeText === 'none') return { title, body: '' };
  if (preferences.noticeText === 'name') return { title, body: what.from };
  return { title: what.from === '' ? title : `${title}: ${what.from}`, body: what.text };
}

export function createNotices({ preferences, now, customer, open, locks }: NoticesOptions): Notices {
  let leads = locks === undefined;
  let end = (): void => undefined;
  locks
    ?.request(LOCK, () => {
      leads = true;
      return new Promise<void>((resolve) => {
        end = resolve;
      });
    })
    .catch((error: unknown) => console.error('the lock of the notices was refused', error));

  const others = new BroadcastChannel(CHANNEL);
  let lookAway = (): void => undefined;
  const shown = new Map<string, { what: Attention; notice: Notification }>();
  others.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data === 'visible') closeAll();
  };
  function closeAll(): void {
    for (const { notice } of shown.values()) notice.close();
    shown.clear();
  }
  /** Somebody is here again, in this tab or another: what was shown says nothing new. */
  const withdraw = (): void => {
    lookAway();
    if (document.visibilityState !== 'visible') return;
    locks
      ?.request(LOOKED_AT, { mode: 'shared' }, () => {
        lookAway(); // of a look that was quicker than its lock
        return document.visibilityState === 'visible' ? new Promise<void>((resolve) => (lookAway = resolve)) : undefined;
      })
      .catch((error: unknown) => console.error('the lock of the tabs that are looked at was refused', error));
    closeAll();
    others.postMessage('visible');
  };
  document.addEventListener('visibilitychange', withdraw);
  withdraw(); // this tab, just opened, may be the one that is looked at

  async function nobodyLooks(): Promise<boolean> {
    if (document.visibilityState === 'visible') return false;
    const { held = [] } = (await locks?.query()) ?? {};
    return !held.some(({ name }) => name === LOOKED_AT);
  }

  async function notify(what: Attention): Promise<void> {
    if (!('Notification' in window) || Notification.permission !== 'granted') return;
    if (!preferences().desktop.includes(what.kind)) return;
    if (what.from === '' && customer(what.conv) === '') await new Promise((resolve) => setTimeout(resolve, ROW_MS));
    if (!(await nobodyLooks())) return;
    const { title, body } = noticeWords({ ...what, from: what.from || customer(what.conv) }, preferences());
    const notice = new Notification(title, { body, tag: what.conv, lang: document.documentElement.lang });
    shown.set(what.conv, { what, notice });
    notice.onclick = () => {
      window.focus();
      notice.close();
      open(what.conv, what.entryId);
    };
    notice.onclose = () => {
      if (shown.get(what.conv)?.notice === notice) shown.delete(what.conv);
    };
  }

  return {
    attend: (what) => {
      if (!leads || isQuiet(preferences().quietHours, now())) return;
      if (preferences().sounds.includes(what.kind)) play(what.kind);
      notify(what).catch((error: unknown) => console.error('a notification was refused', error));
    },
    follow: (rows) => {
      for (const [conv, { what, notice }] of shown) {
        if (!isOver(what, rows.get(conv))) continue;
        shown.delete(conv);
        notice.close();
      }
    },
    withdraw: closeAll,
    stop: () => {
      end();
      lookAway();
      closeAll();
      others.close();
      document.removeEventListener('visibilitychange', withdraw);
    },
  };
}
