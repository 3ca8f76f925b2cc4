// Binds the shortcut table to this screen (K13, K80). One listener; what a key means is decided purely in state/keys.
import { commandOf, isPrefix, SEQUENCE_MS } from '../state/keys.js';
import type { Command, Stroke } from '../state/keys.js';
import { run, TYPES_INTO } from './commands.js';
import type { Console } from './console-context.js';

const USES_ENTER = 'a, button, summary';
/** A menu's items are its own keys' business. */
const OWN_KEYS = '[role=menu], [role=listbox], [popover]';
/** What is read by scrolling: there the arrows are the browser's (K80). The pane around it, where `Esc` leads, scrolls nothing. */
const SCROLLED = '[role=log], .pane-context, .pane-page';
const ARROWS = ['ArrowDown', 'ArrowUp'];
const MODIFIERS = ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph'];
/** Beside a page there is no list they could move in. */
const OF_THE_LIST: readonly Command[] = ['next', 'previous', 'open', 'select'];

const usesItself = (target: Element, key: string): boolean =>
  target.matches(TYPES_INTO) ||
  (key !== 'Escape' && target.closest(OWN_KEYS) !== null) ||
  (key === 'Enter' && target.matches(USES_ENTER)) ||
  (ARROWS.includes(key) && target.closest(SCROLLED) !== null);

function strokeOf(event: KeyboardEvent): Stroke {
  const target = event.target instanceof Element ? event.target : null;
  const typing = target !== null && usesItself(target, event.key);
  return {
    key: event.key,
    ctrl: event.ctrlKey,
    meta: event.metaKey,
    alt: event.altKey,
    shift: event.shiftKey,
    repeat: event.repeat,
    composing: event.isComposing,
    typing,
  };
}

/** Until the answer is called. */
export function bindShortcuts(console_: Console): () => void {
  let prefix: string | null = null;
  let prefixAt = 0;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return; // somebody else has the keys
    if (MODIFIERS.includes(event.key)) return; // held for the key to come
    const stroke = strokeOf(event);
    const choices = console_.store.preferences.value;
    const fresh = prefix !== null && event.timeStamp - prefixAt < SEQUENCE_MS ? prefix : null;
    prefix = null;
    const command = commandOf(stroke, fresh, choices);
    if (command !== null && OF_THE_LIST.includes(command) && console_.store.route.value.page !== 'inbox') return;
    if (command !== null) {
      event.preventDefault();
      run(command, console_, event.key);
    } else if (isPrefix(event.key, choices) && !stroke.typing && !stroke.ctrl && !stroke.meta && !stroke.alt) {
      prefix = event.key;
      prefixAt = event.timeStamp;
    }
  };
  document.addEventListener('keydown', onKeyDown);
  return () => document.removeEventListener('keydown', onKeyDown);
}
