// Stage 2, composition root of the panel: lobby first, chat when stage 3 is here, drawn in the shadow root that stage 1 made.
// Invariants: nothing is asked of the relay before the visitor opened the panel or was here before (P84); `destroy` undoes everything.
import { createRef } from 'preact';
import type { OutboxStorage } from '@throughline/types';
import type { Connection, OpenView } from './api.js';
import type { Chat, ChatParts, HomeParts, Screen } from './seams/panel.js';
import type { Boot, Panel, PanelHost } from './seams/panel.js';
import { openStorage } from './io/storage.js';
import { createLobby } from './lobby.js';
import type { PanelView } from './ui/Panel.js';
import { drawPanel, erasePanel } from './ui/draw.js';
import { drawIcon } from './ui/icon-svg.js';
import { panelStyle } from './ui/panel-style.js';
import { isDark, isSmall, onThemeChange } from './ui/theme.js';

const SURFACES = { light: '#ffffff', dark: '#16181d' }; // --bg of panel-style.ts

export const boot: Boot = (outside) => {
  const { keep, settings } = outside;
  const { element, shadow, frame, button } = outside.launcher;
  const wear = (style: string): void => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
  };
  wear(panelStyle);
  button.append(drawIcon('m6 9.5 6 6 6-6'));
  button.setAttribute('aria-controls', 'panel');
  // In front of the launcher: the focus order is panel, launcher.
  const root = document.createElement('div');
  frame.prepend(root);

  let open = false;
  let connection: Connection = 'idle';
  let drawing = false;
  let parts: ChatParts | undefined;
  let Home: HomeParts['Home'] | undefined;
  let going: Promise<void> | undefined;
  let screen: Screen | undefined;
  let unguard = (): void => undefined;
  let back: Element | null = null;
  const view = createRef<PanelView | null>();

  const draw = (): void => {
    drawing = false;
    if (chat.view() === 'home') fetchHome();
    const dark = isDark(outside.theme);
    button.ariaExpanded = String(open);
    drawPanel(root, view, {
      chat,
      parts,
      Home,
      host: outside,
      connection,
      dark,
      open,
      modal: isSmall(),
      accent: parts?.accentOn(settings.color, SURFACES[dark ? 'dark' : 'light']) ?? '',
      draft: keep.get('draft') ?? '',
      save: (draft) => keep.set('draft', draft || null),
      begin: (text) => (text ? panel.compose(text) : chat.show('new')),
    });
  };
  const fetchHome = (): void => {
    going ??= outside.loadHome().then(
      (arrived) => {
        wear(arrived.homeStyle);
        Home = arrived.Home;
        changed();
      },
      () => chat.show('new'), // without the list there is still a conversation to begin
    );
  };
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
  };

  // Nothing is stored before the first text; opening the database is put off until then too (P84).
  let storage: Promise<OutboxStorage> | undefined;
  const openOnce = (): Promise<OutboxStorage> => (storage ??= openStorage(outside.site));
  let arriving: Promise<Chat> | undefined;
  let wanted: OpenView | undefined;
  let patienceMs = 1_000; // doubles with each failure to load stage 3
  const arrive = async (): Promise<Chat> => {
    const mine = lobby;
    const arrived = await outside.loadChat();
    const store = await openOnce();
    const stored = await store.all();
    await mine.idle(); // a text on its way is not sent twice
    if (mine !== lobby) return chat; // reset meanwhile
    if (!parts) {
      wear(arrived.threadStyle);
      const { color, text } = arrived.onBrand(settings.color);
      frame.style.setProperty('--tl-brand', color);
      frame.style.setProperty('--tl-on', text);
      screen = arrived.watchScreen();
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

  /** Stage 3 takes its part in an open panel. */
  const settle = (): void => {
    const box = view.current?.box.current;
    if (!parts || !box) return;
    unguard();
    unguard = parts.guardEvents(element);
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
    open(next, focus) {
      const first = !open;
      open = true;
      wanted = next;
      void start();
      chat.show(next);
      if (first && focus) back = shadow.activeElement ?? document.activeElement;
      draw();
      if (first) settle();
      seen();
      // On a phone the heading: the keyboard stays away until it is wanted (W121).
      if (focus) (isSmall() ? root.querySelector('h2') : view.current?.composer.current)?.focus();
    },
    compose(text) {
      panel.open('new', true);
      draw();
      view.current?.composer.current?.put(text);
    },
    close() {
      const inside = shadow.activeElement;
      shut();
      draw();
      if (inside && back instanceof HTMLElement) back.focus();
      back = null;
    },
    refresh: (session) => chat.refresh(session),
    async reset() {
      chat.stop();
      arriving = wanted = undefined;
      chat = lobby = enter();
      await (await openOnce()).clear();
      outside.unread(0);
      changed();
      view.current?.composer.current?.put('');
    },
    destroy() {
      shut();
      chat.stop();
      unTheme();
      removeEventListener('visibilitychange', seen);
      erasePanel(root);
    },
  };
  draw();
  if (keep.admitted()) void start();
  return panel;
};
