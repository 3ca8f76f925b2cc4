// Every language says everything (W140): a word that is missing, unknown, or lost one of its slots is a failure.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, languageOf } from './core/languages.js';
import { shortName } from './core/short-name.js';
import { speak, t } from './core/words.js';

const SRC = import.meta.dirname;
const WORDS = join(SRC, '../words');
const CALL = /\bt\(\s*(?:'((?:[^'\\]|\\.)+)'|"([^"]+)")/g;
/** Said by name: states of a message. */
const NAMED = ['Sending…', 'Sent', 'Read', 'Written a while ago', 'Not sent', 'Too long', 'Not sent in time'];
/** Only sites say it. */
const OWN = new Set(['greeting']);

const keys = [
  ...new Set([
    ...readdirSync(SRC, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !/\.test/.test(file))
      .flatMap((file) => [...readFileSync(join(SRC, file), 'utf8').matchAll(CALL)].map(([, single, double]) => single ?? double ?? '')),
    ...NAMED,
  ]),
].filter((key) => !OWN.has(key));
const slots = (text: string): string => [...new Set(text.match(/\{\w+\}/g))].sort().join();
const tables = LANGUAGES.filter((name) => name !== 'en');

describe('words', () => {
  it('has found the words of the widget', () => expect(keys.length).toBeGreaterThan(100));
  it('gives each word a short name of its own', () => expect(new Set(keys.map(shortName)).size).toBe(keys.length));

  it.each(tables)('[W140] [W3] %s says everything, with every slot, in at most 3 kB', (language) => {
    const table: Record<string, unknown> = JSON.parse(readFileSync(join(WORDS, `${language}.json`), 'utf8'));
    expect(Object.keys(table).sort()).toEqual([...keys].sort());
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [key, said] of Object.entries(table)) {
      const texts: string[] = typeof said === 'string' ? [said] : Object.values(Object(said));
      expect(
        texts.every((text) => typeof text === 'string' && text.trim() !== '' && !text.includes('|')),
        key,
      ).toBe(true);
      const [english = ''] = key.split('|');
      // A plural may leave its number out ("one message"), nothing else may go.
      for (const text of texts) if (!key.includes('|')) expect(slots(text), key).toBe(slots(english));
      if (key.includes('|')) expect(Object.keys(Object(said)).sort(), key).toEqual([...categories].sort());
    }
    const file = JSON.stringify(Object.fromEntries(Object.entries(table).map(([key, said]) => [shortName(key), said])));
    expect(gzipSync(file, { level: 9 }).length).toBeLessThanOrEqual(3_000);
  });

  it('[W141] counts as the language counts, and falls back to English for a word it lacks', () => {
    const rules = new Intl.PluralRules('pl');
    const forms = { one: '{n} nowa', few: '{n} nowe', many: '{n} nowych', other: '{n} nowej' };
    speak({
      language: 'pl',
      direction: 'ltr',
      locale: 'pl',
      said: (key) => (key.startsWith('{n}') ? forms : undefined),
      plural: (n) => rules.select(n),
    });
    const count = '{n} new message|{n} new messages';
    expect([1, 2, 5].map((n) => t(count, { n }))).toEqual(['1 nowa', '2 nowe', '5 nowych']);
    expect(t('Back')).toBe('Back');
    speak();
    expect([0, 1, 2].map((n) => t(count, { n }))).toEqual(['0 new messages', '1 new message', '2 new messages']);
  });

  it('[W140] finds the nearest language, and English where there is none', () => {
    expect(languageOf(['', 'de-AT', 'en'])).toBe('de');
    expect(languageOf(['pt', 'en'])).toBe('pt-BR');
    expect([languageOf(['zh-CN']), languageOf(['zh-TW', 'ja'])]).toEqual(['zh-Hans', 'ja']);
    expect(languageOf(['tlh', undefined])).toBe('en');
  });
});
