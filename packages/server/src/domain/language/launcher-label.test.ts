import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LAUNCHER_LABELS, launcherLabel } from './launcher-label.js';

const WORDS = join(import.meta.dirname, '../../../../widget/words');
const site = { locale: 'en', texts: {} };

describe('the name of the launcher', () => {
  it('[W140] is said in every language of the widget, in the very words the widget uses', () => {
    const said = readdirSync(WORDS).map((file): [string, unknown] => {
      const table: Record<string, unknown> = JSON.parse(readFileSync(join(WORDS, file), 'utf8'));
      return [file.replace('.json', ''), table['Open chat']];
    });
    expect(Object.fromEntries([['en', 'Open chat'], ...said])).toEqual(LAUNCHER_LABELS);
    expect(Object.keys(LAUNCHER_LABELS)).toHaveLength(20);
  });

  it.each([
    [['de-AT', 'en'], 'Chat öffnen'],
    [['fi', 'sv-FI', 'en'], 'Öppna chatten'],
    [['pt-PT'], 'Abrir chat'],
    [['zh-CN'], '打开聊天'],
    [['zh-TW', 'ja'], 'チャットを開く'],
    [['zh-Hant-HK'], 'Open chat'],
    [['*'], 'Open chat'],
    [['constructor', '__proto__', ''], 'Open chat'],
    [[], 'Open chat'],
  ])('[W140] who reads %j hears %s', (wanted, label) => expect(launcherLabel(wanted, site)).toBe(label));

  it('[W141] the site’s own words come first, and its language where none of the reader’s is spoken', () => {
    const own = { locale: 'fr-CA', texts: { de: { 'Open chat': 'Frag uns' }, fr: { Send: 'Envoyer' } } };
    expect(launcherLabel(['de'], own)).toBe('Frag uns');
    expect(launcherLabel(['fi', '*'], own)).toBe('Ouvrir le chat');
  });
});
