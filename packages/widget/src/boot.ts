// Stage 2, composition root of the panel: lobby first, chat when stage 3 is here, drawn in the shadow root that stage 1 made.
// Invariants: nothing is asked of the relay before the visitor opened the panel or was here before (P84); `destroy` undoes everything.
import { createRef } from 'preact';
import { memoryStorage } from '@throughline/types';
import type { OutboxStorage } from '@throughline/types';
import type { Connection, OpenView } from './api.js';
import { themeOf } from './core/options.js';
import type { AroundParts, Screen } from './seams/around.js';
import { speak, t } from './core/words.js';
import type { Extras } from './seams/later.js';
import type { LaterParts, Look } from './seams/panel.js';
import type { Chat, ChatParts } from './seams/panel.js';
import type { Boot, Panel, PanelHost } from './seams/panel.js';
import { openStorage } from './io/storage.js';
import { createLobby } from './lobby.js';
import type { PanelView } from './ui/Panel.js';
import { drawPanel, erasePanel } from './ui/draw.js';
import { panelStyle } from './ui/panel-style.js';
import { isDark, isSmall, onThemeChange } from './ui/theme.js';

export const boot: Boot = async (outside) => {
  const { keep, settings, options } = outside;
  /** English is here; another language is fetched before the first word is shown. */
  const learn = async (): Promise<void> => {
    speak(); // what an earlier start on this page had learned is not this one's
    const { locale = 'auto', texts } = options;
    const first = locale === 'auto' ? document.documentElement.lang || navigator.language : String(locale);
    if (!/^en/i.test(first) || texts || settings.texts?.['en'])
      await outside.look().then(
        async ({ chooseLanguage }) => speak(await chooseLanguage(outside)),
        () => undefined, // blocked or away: English
      );
  };
  await learn();
  const { element, shadow, frame, button } = outside.launcher;
  const wear = (style: string): void => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
  };
  wear(panelStyle);
  button.setAttribute('aria-controls', 'panel');
  // In front of the launcher: the focus order is panel, launcher.
  const root = document.createElement('div');
  frame.prepend(root);

  let open = false;
  let connection: Connection = 'idle';
  let drawing = false;
  let gone = false;
  let parts: ChatParts | undefined;
  let look: Look | undefined;
  const later: Partial<LaterParts> = {};
  const coming = new Set<keyof LaterParts>();
  let extras: Extras | undefined;
  let around: AroundParts | undefined;
  let screen: Screen | undefined;
  let unguard = (): void => undefined;
  let back: Element | null = null;
  const view = createRef<PanelView | null>();

  /** Fetches a part once; a failure is no failure of the chat: it goes without. */
  const need = (name: keyof LaterParts): void => {
    if (coming.has(name)) return;
    coming.add(name);
    outside.later(name).then(
      (part) => {
        wear(part.style);
        Object.assign(later, { [name]: part });
        changed();
      },
      () => {
        setTimeout(() => coming.delete(name), (patienceMs *= 2));
        if (name === 'home') chat.show('new'); // without the list there is still a conversation to begin
      },
    );
  };
  const draw = (): void => {
    drawing = false;
    if (gone) return; // a part that arrives after the end begins nothing
    const dark = isDark(themeOf(options['theme']));
    if (chat.view() === 'home') need('home');
    const accent = look?.paint(outside, dark) ?? '';
    if (open && !outside.allowed()) need('gate');
    else if (parts) {
      extras ??= later.extras?.watch(host, changed);
      (open ? parts.wanted(settings, chat.thread()) : (['extras'] as const)).forEach(need);
    }
    button.ariaExpanded = String(open);
    const n = parseInt(button.dataset['unread'] ?? '') || 0; // W120
    button.ariaLabel = n ? t('Open chat, {n} new message|Open chat, {n} new messages', { n }) : t('Open chat');
    const focused = shadow.activeElement;
    drawPanel(root, view, {
      ...{ chat, parts, later, need, extras, host, connection, dark, open, accent },
      modal: isSmall(),
      draft: keep.get('draft') ?? '',
      save: (draft) => keep.set('draft', draft || null),
      begin: (text) => (text ? panel.compose(text) : chat.show('new')),
    });
    if (open && focused && !shadow.activeElement) focus(); // what had it is gone with its view (W121)
  };
  /** On a phone the heading: the keyboard stays away until it is wanted (W121). */
  const focus = (): void => ((!isSmall() && view.current?.composer.current) || root.querySelector('h2'))?.focus();
  const changed = (): void => {
    if (drawing) return;
    drawing = true;
    queueMicrotask(draw);
  };
  const looked = (): boolean => open && chat.view() === 'thread' && document.visibilityState === 'visible';
  const host: PanelHost = {
    ...outside,
    status(next) {
      connection = next;
      outside.status(next);
      changed();
    },
    unread(count) {
      outside.unread(count);
      changed();
    },
  };

  // Nothing is stored before the first text; opening the database is put off until then too (P84).
  let storage: Promise<OutboxStorage> | undefined;
  const openOnce = (): Promise<OutboxStorage> =>
    (storage ??=
      options['consent'] === 'denied'
        ? Promise.resolve(memoryStorage()) // W110
        : openStorage(outside.site, () => outside.around().then((parts) => parts.openPageStorage(outside.site))));
  let arriving: Promise<Chat> | undefined;
  let wanted: OpenView | undefined;
  let patienceMs = 1_000; // doubles with each failure to load stage 3
  const arrive = async (): Promise<Chat> => {
    const mine = lobby;
    const outskirts = outside.around().catch(() => undefined); // blocked: a panel that page scripts can reach is better than none
    const arrived = await outside.loadChat();
    around ??= await outskirts;
    look ??= await outside.look().catch(() => undefined); // the launcher's own colours do
    const store = await openOnce();
    const stored = await store.all();
    await mine.idle(); // a text on its way is not sent twice
    if (mine !== lobby) return chat; // reset meanwhile
    if (!parts) {
      wear(arrived.threadStyle);
      screen = around?.watchScreen(isSmall);
    }
    parts = arrived;
    const first = lobby.first();
    chat = parts.createChat({ host, storage: store, stored, first, changed, looked });
    if (!first.items.length) chat.show(wanted);
    if (open) settle();
    changed();
    return chat;
  };
  const start = (): Promise<Chat> => {
    const mine = (arriving ??= arrive());
    // The lobby goes on; what it cannot do, stage 3 will when it comes.
    mine.catch(() => {
      if (arriving !== mine) return;
      arriving = undefined;
      host.status('offline');
      setTimeout(() => open && void start(), (patienceMs *= 2));
    });
    return mine;
  };
  const enter = () => createLobby(host, openOnce, start, changed);
  let lobby = enter();
  let chat: Chat = lobby;

  /** What lies around an open panel is kept out of it. */
  const settle = (): void => {
    const box = view.current?.box.current;
    if (!around || !box) return;
    unguard();
    unguard = around.guardEvents(element);
    screen?.opened(box);
  };
  const shut = (): void => {
    open = false;
    unguard();
    screen?.closed();
  };
  const seen = (): void => {
    if (looked()) chat.read();
  };
  addEventListener('visibilitychange', seen);
  const unTheme = onThemeChange(changed);
  const panel: Panel = {
    open(next, moved) {
      const first = !open;
      open = true;
      wanted = next ?? wanted;
      if (outside.allowed()) void start(); // W110
      chat.show(next);
      if (first && moved) back = shadow.activeElement ?? document.activeElement;
      draw();
      if (first) settle();
      seen();
      if (moved) focus();
    },
    compose(text) {
      panel.open('new', true);
      draw();
      const draft = keep.get('draft') ?? ''; // the visitor's own words stay
      view.current?.composer.current?.put(draft.startsWith(text) ? draft : draft ? `${text} ${draft}` : text);
    },
    close() {
      const inside = shadow.activeElement;
      shut();
      draw();
      if (inside && back instanceof HTMLElement) back.focus();
      back = null;
    },
    update: () => void learn().then(changed),
    refresh: (session) => chat.refresh(session),
    async reset() {
      chat.stop();
      later.attach?.forget(host);
      chat = lobby = enter();
      arriving = wanted = undefined;
      await (await openOnce()).clear();
      storage = undefined; // what comes next may not be allowed to store
      outside.unread(0);
      changed();
      view.current?.composer.current?.put('');
    },
    destroy() {
      gone = true;
      shut();
      extras?.stop();
      chat.stop();
      chat = lobby = enter(); // a stage 3 on its way finds that it is not awaited
      unTheme();
      removeEventListener('visibilitychange', seen);
      erasePanel(root);
    },
  };
  draw();
  if (keep.admitted() && outside.allowed()) void start();
  return panel;
};
