// From the first use on: who the visitor is, what is tracked, when the panel comes.
// Invariants: values are stored from the opening of the panel, a signed identity or consent on, never before (W110); loading this file
// asks nothing of the relay.
import type { VisitorConversation } from '@throughline/types';
import type { Connection, OpenView } from './api.js';
import type { Events } from './core/events-port.js';
import { fail, failure } from './core/failure.js';
import type { Moment } from './core/moment.js';
import type { KnownSettings, Panel, PanelHost, Session } from './seams/panel.js';
import type { Visit, VisitOptions } from './seams/stages.js';
import { isOn } from './core/options.js';
import { createKeep } from './io/keep.js';
import { thisMoment } from './io/page-views.js';
import { createRelay } from './io/relay.js';
import { createVisitor } from './io/visitor.js';

const HELD_MAX = 20; // W110
const AIMED_MS = 1_000; // a press so soon after the panel came back by itself was aimed at the closed launcher
const WIDE_PX = 480; // below it a panel covers the page: a new page does not open with it

const unreadOf = (conversations: readonly VisitorConversation[]): number => conversations.reduce((sum, item) => sum + item.unread, 0);

export function createVisit({ stage, options, settings, chunks, emit, report }: VisitOptions): Visit {
  const site = String(options['site']);
  const relay = createRelay(String(options['host']));
  const keep = createKeep(site);
  const visitor = createVisitor(site, relay, keep, (userId, token) => {
    reset()
      .then(() => {
        use();
        return visitor.identify(userId, token);
      })
      .then((session) => session && identified(session))
      .catch(report);
  });
  let coming: Promise<Panel> | undefined;
  let panel: Panel | undefined;
  let tracker: Promise<Events> | undefined;
  let isOpen = false;
  let released = false;
  let automatic = false;
  let unread = 0;
  let restoredAt = -AIMED_MS;
  let connection: Connection = 'idle';
  let stopped = false;
  let permit = (): void => undefined;
  let deny = (_: unknown): void => undefined;
  const permitted = new Promise<void>((resolve, reject) => ([permit, deny] = [resolve, reject]));
  permitted.catch(() => undefined); // whoever waits is told
  if (options['consent'] === 'required' && keep.get('agreed')) options['consent'] = 'granted';
  const consent = (): unknown => options['consent'];
  const allowed = (): boolean => consent() !== 'required';

  const count = (next: number): void => {
    if (next === unread) return;
    unread = next;
    const { button } = stage.launcher();
    if (next) button.dataset['unread'] = next > 99 ? '99+' : String(next);
    else delete button.dataset['unread'];
    if (next) near();
    emit('unread', { count: next });
  };

  // --- events
  const events = (): Promise<Events> => {
    const mine = (tracker ??= chunks
      .calls()
      .then(({ createEvents }) =>
        createEvents({ site, version: stage.version, url: `${relay.base}v1/b`, changed: () => automatic && seen(thisMoment()) }),
      ));
    mine.catch(() => (tracker = undefined));
    return mine;
  };
  const flush = (): Promise<void> => events().then((all) => all.flush());
  let path = '';
  /** Sends one page view per changed path (W50). */
  const seen = (moment: Moment): void => {
    const { pathname } = new URL(moment.href);
    if (pathname === path) return;
    path = pathname;
    add({ type: 'page' }, moment).catch(report);
  };
  const add: Visit['add'] = async (fields, moment) => {
    if (!allowed()) await permitted;
    if (consent() === 'denied') fail('consent_required');
    const who = visitor.who();
    return (await events()).add(fields, moment, who);
  };
  /** First use: from now on the visitor is remembered. */
  const use = (): void => {
    if (/^(req|den)/.test(String(consent()))) return; // required, denied
    keep.admit();
    if (released) return;
    released = true;
    const { views } = stage;
    // W113: a visitor who objects to tracking has no automatic page views.
    if (!views || options['track'] === 'none' || navigator.globalPrivacyControl || navigator.doNotTrack === '1') return;
    automatic = true;
    for (const moment of views.held.splice(0).slice(-HELD_MAX)) seen(moment);
    views.seen = seen;
    void flush().catch(() => 0); // so that the relay knows the page before the first message; the tracker tries again by itself
  };

  // --- panel
  const close = (): void => {
    if (!isOpen) return;
    isOpen = false;
    keep.set('open', null);
    panel?.close();
    emit('close');
  };
  const load = (): Promise<Panel> => {
    const blank: KnownSettings = { site, name: '', greeting: '', color: '#1f4ed8', position: 'end' };
    const mine = (coming ??= Promise.all([chunks.panel(), settings.catch(() => blank)]).then(async ([{ boot }, known]) => {
      if (stopped) return fail('destroyed');
      const host: PanelHost = {
        site,
        relay,
        keep,
        close,
        launcher: stage.launcher(),
        options,
        settings: known,
        session: visitor.session,
        emit,
        unread: count,
        loadChat: chunks.chat,
        later: chunks.later,
        around: chunks.around,
        look: chunks.look,
        words: chunks.words,
        allowed,
        agree: () => grant(true),
        status(next) {
          if (next !== connection) emit('status', { connection: (connection = next) });
        },
      };
      const drawn = await boot(host);
      if (stopped) {
        drawn.destroy();
        fail('destroyed');
      }
      return (panel = drawn);
    }));
    mine.catch(() => (coming = undefined));
    return mine;
  };
  const open = async (view: OpenView | undefined, written?: string, focus = true): Promise<void> => {
    use();
    const ready = await load();
    const first = !isOpen;
    isOpen = true;
    if (written === undefined) ready.open(view, focus);
    else ready.compose(written);
    keep.set('open', '1');
    if (first) emit('open', { view: view === 'home' ? view : 'thread' });
  };

  // --- identity
  const forget = (): void => {
    try {
      indexedDB.deleteDatabase(`tl:${site}`);
    } catch {
      // Blocked storage holds nothing.
    }
  };
  const identified = (session: Session): void => {
    if (panel) panel.refresh(session);
    else count(unreadOf(session.conversations));
  };
  const reset = async (): Promise<void> => {
    close();
    const told = visitor.reset();
    if (panel) await panel.reset();
    else forget();
    count(0);
    await told;
  };
  const near = (): void => void load().catch(report);

  const grant = (granted: boolean): void => {
    options['consent'] = granted ? 'granted' : 'denied';
    if (granted) {
      use();
      keep.set('agreed', '1');
      permit();
    } else {
      deny(failure('consent_required'));
      automatic = false;
      if (stage.views) stage.views.seen = () => undefined;
      keep.wipe();
      void panel?.reset();
      forget();
    }
    panel?.update();
    if (isOpen) panel?.open(undefined, true);
  };

  if (consent() === 'denied') keep.wipe();
  if (consent() === 'granted' || keep.admitted()) use();

  return {
    near,
    add,
    visitor,
    use,
    identified,
    reset,
    close,
    open: (view, written) => open(view, written),
    update: () => panel?.update(),
    consent: grant,
    permitted: () => (allowed() ? undefined : permitted),
    settings,
    toggle: () => (isOpen && performance.now() - restoredAt > AIMED_MS ? close() : open(undefined)),
    flush,
    get unread() {
      return unread;
    },
    get anonymousId() {
      return visitor.who().anonymousId;
    },
    get userId() {
      return visitor.userId();
    },
    resume() {
      const side = keep.get('side');
      if (side) options['position'] = stage.launcher().frame.className = side; // W126
      if (!allowed()) return;
      if (keep.get('device') && !options['token'])
        visitor.session().then(
          ({ conversations }) => panel || count(unreadOf(conversations)),
          () => undefined,
        );
      if (isOn(options['open']) || (keep.get('open') && innerWidth > WIDE_PX))
        open(undefined, undefined, false).then(() => (restoredAt = performance.now()), report);
      else if (Number(keep.get('wake')) > Date.now()) load().catch(report);
    },
    stop() {
      stopped = true;
      tracker?.then((all) => all.stop(), report);
      panel?.destroy();
    },
  };
}
