// The shortcut table and the rules of single keys (K80). Pure: the same table is matched, listed under `?` and tested.
// Invariant: a single key never acts while somebody types, with a modifier, or while an input method composes.

export type Command =
  | 'next'
  | 'previous'
  | 'open'
  | 'reply'
  | 'note'
  | 'claim'
  | 'close'
  | 'transfer'
  | 'context'
  | 'link_case'
  | 'accept_hint'
  | 'go_alerts'
  | 'escape'
  | 'help'
  | 'go_mine'
  | 'go_unassigned'
  | 'go_all'
  | 'go_closed'
  | 'next_pane'
  | 'previous_pane';

export interface Shortcut {
  command: Command;
  /** `event.key` values, lower case for letters; the first one is listed. */
  keys: readonly string[];
  /** Pressed first, within SEQUENCE_MS. */
  after?: string;
  words: string;
  repeats?: boolean;
  /** Acts while typing too: keys that write nothing. */
  whileTyping?: boolean;
}

export const SEQUENCE_MS = 1_200; // time between G and the view's key

export const SHORTCUTS: readonly Shortcut[] = [
  { command: 'next', keys: ['j', 'ArrowDown'], words: 'Next conversation', repeats: true },
  { command: 'previous', keys: ['k', 'ArrowUp'], words: 'Previous conversation', repeats: true },
  { command: 'open', keys: ['Enter'], words: 'Open the selected conversation' },
  { command: 'reply', keys: ['r'], words: 'Write a reply' },
  { command: 'note', keys: ['n'], words: 'Write a note' },
  { command: 'claim', keys: ['i'], words: 'Claim: assign to me' },
  { command: 'transfer', keys: ['h'], words: 'Transfer' },
  { command: 'close', keys: ['e'], words: 'Close the conversation' },
  { command: 'link_case', keys: ['l'], words: 'Link to the case that is offered' },
  { command: 'context', keys: ['p'], words: 'Show or hide the customer context' },
  { command: 'go_mine', keys: ['m'], after: 'g', words: 'Go to Mine' },
  { command: 'go_unassigned', keys: ['u'], after: 'g', words: 'Go to Unassigned' },
  { command: 'go_all', keys: ['a'], after: 'g', words: 'Go to All open' },
  { command: 'go_closed', keys: ['c'], after: 'g', words: 'Go to Closed' },
  { command: 'go_alerts', keys: ['w'], after: 'g', words: 'Go to Alerts' },
  { command: 'next_pane', keys: ['F6'], words: 'Next pane', whileTyping: true },
  { command: 'escape', keys: ['Escape'], words: 'Leave the composer, close a sheet, back to the list', whileTyping: true },
  { command: 'help', keys: ['?'], words: 'This list' },
];

/** What of a keyboard event decides. */
export interface Stroke {
  key: string;
  ctrl: boolean;
  meta: boolean;
  alt: boolean;
  shift: boolean;
  repeat: boolean;
  composing: boolean;
  /** Focus is in a text field, or a control that uses the key itself. */
  typing: boolean;
}

/** `Ctrl/⌘ .` writes nothing anywhere, so it acts while typing too (K35). */
const isAccept = ({ key, ctrl, meta, alt, shift, repeat, composing }: Stroke): boolean =>
  key === '.' && (ctrl || meta) && !alt && !shift && !repeat && !composing;

/** The command of a stroke, or null: the browser keeps it. `prefix` is the key pressed before, if still fresh. */
export function commandOf(stroke: Stroke, prefix: string | null): Command | null {
  if (isAccept(stroke)) return 'accept_hint';
  if (stroke.ctrl || stroke.meta || stroke.alt || stroke.composing) return null;
  const key = stroke.key.length === 1 ? stroke.key.toLowerCase() : stroke.key;
  if (key === 'F6' && stroke.shift) return 'previous_pane';
  if (stroke.shift && key !== '?') return null;
  const found =
    SHORTCUTS.find((shortcut) => shortcut.keys.includes(key) && (shortcut.after ?? null) === prefix) ??
    (prefix === null ? undefined : SHORTCUTS.find((shortcut) => shortcut.keys.includes(key) && shortcut.after === undefined));
  if (found === undefined) return null;
  if (stroke.typing && found.whileTyping !== true) return null;
  if (stroke.repeat && found.repeats !== true) return null;
  return found.command;
}

/** Key names as people know them. */
export function keyWords(shortcut: Shortcut): string[] {
  const name = (key: string): string =>
    ({ ArrowDown: '↓', ArrowUp: '↑', Escape: 'Esc' })[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  return shortcut.keys.map((key) => (shortcut.after === undefined ? name(key) : `${name(shortcut.after)} then ${name(key)}`));
}
