// The shortcut table and the rules of single keys (K80). Pure: the same table is matched, listed under `?` and tested.
// Invariant: a single key never acts while somebody types, with a modifier, or while an input method composes.

import { t } from './t.js';

export type Command =
  | 'next'
  | 'previous'
  | 'open'
  | 'search'
  | 'palette'
  | 'select'
  | 'reply'
  | 'note'
  | 'claim'
  | 'assign'
  | 'snooze'
  | 'tag'
  | 'close'
  | 'transfer'
  | 'context'
  | 'section'
  | 'link_case'
  | 'accept_hint'
  | 'go_mine'
  | 'go_mentions'
  | 'go_unassigned'
  | 'go_all'
  | 'go_snoozed'
  | 'go_closed'
  | 'go_customers'
  | 'go_alerts'
  | 'go_settings'
  | 'filter'
  | 'escape'
  | 'help'
  | 'next_pane'
  | 'previous_pane';

export interface Shortcut {
  command: Command;
  /** `event.key` values, lower case for letters; the first one is listed. */
  keys: readonly string[];
  /** Pressed first, within SEQUENCE_MS. */
  after?: string;
  words(): string;
  repeats?: boolean;
  /** Acts while typing too: keys that write nothing. */
  whileTyping?: boolean;
}

export const SEQUENCE_MS = 1_200; // time between G and the view's key

/** Digits that follow F: the sections of the context. */
const SECTIONS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

export const SHORTCUTS: readonly Shortcut[] = [
  { command: 'next', keys: ['j', 'ArrowDown'], words: () => t('Next conversation'), repeats: true },
  { command: 'previous', keys: ['k', 'ArrowUp'], words: () => t('Previous conversation'), repeats: true },
  { command: 'open', keys: ['Enter'], words: () => t('Open the selected conversation') },
  { command: 'search', keys: ['/'], words: () => t('Search') },
  { command: 'select', keys: ['x'], words: () => t('Select the conversation') },
  { command: 'filter', keys: ['f'], after: 'g', words: () => t('Filter and order') },
  { command: 'reply', keys: ['r'], words: () => t('Write a reply') },
  { command: 'note', keys: ['n'], words: () => t('Write a note') },
  { command: 'claim', keys: ['i'], words: () => t('Claim: assign to me') },
  { command: 'assign', keys: ['a'], words: () => t('Assign') },
  { command: 'transfer', keys: ['h'], words: () => t('Transfer') },
  { command: 'snooze', keys: ['s'], words: () => t('Snooze') },
  { command: 'tag', keys: ['t'], words: () => t('Tag') },
  { command: 'close', keys: ['e'], words: () => t('Close the conversation') },
  { command: 'link_case', keys: ['l'], words: () => t('Link to the case that is offered') },
  { command: 'context', keys: ['p'], words: () => t('Show or hide the customer context') },
  { command: 'section', keys: SECTIONS, after: 'f', words: () => t('Go to a section of the context') },
  { command: 'go_mine', keys: ['i'], after: 'g', words: () => t('Go to Mine') },
  { command: 'go_mentions', keys: ['m'], after: 'g', words: () => t('Go to Mentions') },
  { command: 'go_unassigned', keys: ['u'], after: 'g', words: () => t('Go to Unassigned') },
  { command: 'go_all', keys: ['a'], after: 'g', words: () => t('Go to All open') },
  { command: 'go_snoozed', keys: ['z'], after: 'g', words: () => t('Go to Snoozed') },
  { command: 'go_closed', keys: ['d'], after: 'g', words: () => t('Go to Closed') },
  { command: 'go_customers', keys: ['c'], after: 'g', words: () => t('Go to Customers') },
  { command: 'go_alerts', keys: ['w'], after: 'g', words: () => t('Go to Alerts') },
  { command: 'go_settings', keys: ['s'], after: 'g', words: () => t('Go to Settings') },
  { command: 'next_pane', keys: ['F6'], words: () => t('Next pane'), whileTyping: true },
  { command: 'escape', keys: ['Escape'], words: () => t('Leave the composer, close a sheet, back to the list'), whileTyping: true },
  { command: 'help', keys: ['?'], words: () => t('This list') },
];

/** What a person changed about the table (K80). */
export interface KeyChoices {
  /** False: keys that write a character do nothing. */
  singleKeys: boolean;
  /** Command → its key, `x` or `g x`; anything else is left out. */
  keys: Readonly<Record<string, string>>;
}
const AS_THEY_ARE: KeyChoices = { singleKeys: true, keys: {} };

/** The table as this person uses it. A key somebody gave to one command is taken from the others. */
export function shortcutsOf({ singleKeys, keys }: KeyChoices): readonly Shortcut[] {
  const chosen = new Map(
    Object.entries(keys).flatMap(([command, spelled]) => {
      const found = /^(?:([gf]) )?(\S)$/.exec(spelled.toLowerCase());
      return found === null ? [] : [[command, { after: found[1], key: found[2] ?? '' }] as const];
    }),
  );
  const taken = new Set([...chosen.values()].map(({ after, key }) => `${after ?? ''} ${key}`));
  return SHORTCUTS.flatMap((shortcut): Shortcut[] => {
    const own = chosen.get(shortcut.command);
    const kept = shortcut.keys.filter((key) => key.length > 1 || !taken.has(`${shortcut.after ?? ''} ${key}`));
    const { after: _after, ...rest } = shortcut;
    const next: Shortcut =
      own === undefined || shortcut.command === 'section'
        ? { ...shortcut, keys: kept }
        : { ...rest, keys: [own.key, ...kept.filter((key) => key.length > 1)], ...(own.after === undefined ? {} : { after: own.after }) };
    const usable = singleKeys ? next.keys : next.after === undefined ? next.keys.filter((key) => key.length > 1) : [];
    return usable.length === 0 ? [] : [{ ...next, keys: usable }];
  });
}

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

const isPalette = ({ key, ctrl, meta, alt, shift, repeat, composing }: Stroke): boolean =>
  key.toLowerCase() === 'k' && ctrl !== meta && !alt && !shift && !repeat && !composing;

/** The command of a stroke, or null: the browser keeps it. `prefix` is the key pressed before, if still fresh. */
export function commandOf(stroke: Stroke, prefix: string | null, choices: KeyChoices = AS_THEY_ARE): Command | null {
  if (isAccept(stroke)) return 'accept_hint';
  if (isPalette(stroke)) return 'palette';
  if (stroke.ctrl || stroke.meta || stroke.alt || stroke.composing) return null;
  const key = stroke.key.length === 1 ? stroke.key.toLowerCase() : stroke.key;
  if (key === 'F6' && stroke.shift) return 'previous_pane';
  if (stroke.shift && /^[a-z0-9]$|^.{2,}$/.test(key)) return null; // signs need it on some keyboards
  const table = choices === AS_THEY_ARE ? SHORTCUTS : shortcutsOf(choices);
  const found =
    table.find((shortcut) => shortcut.keys.includes(key) && (shortcut.after ?? null) === prefix) ??
    (prefix === null ? undefined : table.find((shortcut) => shortcut.keys.includes(key) && shortcut.after === undefined));
  if (found === undefined) return null;
  if (stroke.typing && found.whileTyping !== true) return null;
  if (stroke.repeat && found.repeats !== true) return null;
  return found.command;
}

/** Keys that begin a sequence. */
export const isPrefix = (key: string, { singleKeys }: KeyChoices): boolean => singleKeys && (key === 'g' || key === 'f');

/** Key names as people know them. */
export function keyWords(shortcut: Shortcut): string[] {
  const name = (key: string): string =>
    ({ ArrowDown: '↓', ArrowUp: '↑', Escape: 'Esc' })[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  if (shortcut.command === 'section') return [t('{first} then {second}', { first: 'F', second: '1–9' })];
  return shortcut.keys.map((key) =>
    shortcut.after === undefined ? name(key) : t('{first} then {second}', { first: name(shortcut.after), second: name(key) }),
  );
}
