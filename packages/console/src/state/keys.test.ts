import { describe, expect, it } from 'vitest';
import { commandOf, keyWords, SHORTCUTS } from './keys.js';
import type { Stroke } from './keys.js';

const press = (key: string, change: Partial<Stroke> = {}): Stroke => ({
  key,
  ctrl: false,
  meta: false,
  alt: false,
  shift: false,
  repeat: false,
  composing: false,
  typing: false,
  ...change,
});

describe('shortcuts', () => {
  it('[K80] single keys act outside inputs only, and without modifiers', () => {
    expect(commandOf(press('r'), null)).toBe('reply');
    expect(commandOf(press('R'), null)).toBe('reply');
    for (const change of [{ typing: true }, { ctrl: true }, { meta: true }, { alt: true }, { shift: true }, { composing: true }]) {
      for (const { keys } of SHORTCUTS.filter((one) => one.whileTyping !== true && one.command !== 'help' && one.command !== 'search')) {
        if (keys[0] === 'k' && ('ctrl' in change || 'meta' in change)) continue; // the palette's
        expect(commandOf(press(keys[0] ?? '', change), null), JSON.stringify([keys, change])).toBeNull();
      }
    }
    expect(commandOf(press('Escape', { typing: true }), null)).toBe('escape');
    expect(commandOf(press('?', { shift: true }), null)).toBe('help');
  });

  it('[K35] Ctrl/⌘ . accepts the hint while typing too, and nothing else about it does', () => {
    for (const change of [{ ctrl: true }, { meta: true }])
      expect(commandOf(press('.', { ...change, typing: true }), null)).toBe('accept_hint');
    for (const change of [
      {},
      { ctrl: true, shift: true },
      { ctrl: true, alt: true },
      { ctrl: true, repeat: true },
      { ctrl: true, composing: true },
    ])
      expect(commandOf(press('.', change), null), JSON.stringify(change)).toBeNull();
  });

  it('[K80] a held key repeats only where moving is meant', () => {
    const repeating = SHORTCUTS.filter((one) => commandOf(press(one.keys[0] ?? '', { repeat: true }), one.after ?? null) !== null);
    expect(repeating.map((one) => one.command)).toEqual(['next', 'previous']);
  });

  it('[K80] a sequence needs its first key, and its second key alone does something else or nothing', () => {
    expect(commandOf(press('i'), 'g')).toBe('go_mine');
    expect(commandOf(press('m'), 'g')).toBe('go_mentions');
    expect(commandOf(press('m'), null)).toBeNull();
    expect(commandOf(press('a'), 'g')).toBe('go_all');
    expect(commandOf(press('a'), null)).toBe('assign');
    expect(commandOf(press('3'), 'f')).toBe('section');
  });

  it('[K13] each command is listed with its keys, and no two share one', () => {
    const spelled = SHORTCUTS.flatMap((one) => keyWords(one));
    expect(new Set(spelled).size).toBe(spelled.length);
    expect(new Set(SHORTCUTS.map((one) => one.command)).size).toBe(SHORTCUTS.length);
    for (const one of SHORTCUTS) expect(one.words()).not.toBe('');
  });

  it('[K80] single keys can be turned off, and given to other commands', () => {
    const off = { singleKeys: false, keys: {} };
    for (const key of ['r', 'e', '?', '/', 'j']) expect(commandOf(press(key), null, off), key).toBeNull();
    expect(commandOf(press('i'), 'g', off)).toBeNull();
    for (const [key, command] of [
      ['ArrowDown', 'next'],
      ['Escape', 'escape'],
      ['F6', 'next_pane'],
    ] as const)
      expect(commandOf(press(key), null, off)).toBe(command);
    expect(commandOf(press('k', { ctrl: true }), null, off)).toBe('palette');

    const own = { singleKeys: true, keys: { close: 'q', reply: 'e', go_mine: 'g q', nonsense: 'xx' } };
    expect(commandOf(press('q'), null, own)).toBe('close');
    expect(commandOf(press('e'), null, own)).toBe('reply');
    expect(commandOf(press('r'), null, own)).toBeNull();
    expect(commandOf(press('q'), 'g', own)).toBe('go_mine');
  });

  it('[K80] Ctrl/⌘ K opens the palette while typing too; Alt+letter is never taken', () => {
    for (const change of [{ ctrl: true }, { meta: true }]) expect(commandOf(press('k', { ...change, typing: true }), null)).toBe('palette');
    for (const { keys } of SHORTCUTS) expect(commandOf(press(keys[0] ?? '', { alt: true }), null)).toBeNull();
  });
});
