import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { GREETING_KEY, OWN_TEXTS, WIDGET_LOCALES } from './widget-words.js';

const WORDS = new URL('../../../../widget/words/', import.meta.url);
const files = readdirSync(WORDS).filter((file) => file.endsWith('.json'));

it('[W141] every text a site may say in its own way is one the widget says', () => {
  const said = new Set(Object.keys(JSON.parse(readFileSync(new URL('de.json', WORDS), 'utf8'))));
  expect(
    OWN_TEXTS()
      .map(([key]) => key)
      .filter((key) => key !== GREETING_KEY && !said.has(key)),
  ).toEqual([]);
  expect(new Set(OWN_TEXTS().map(([key]) => key)).size).toBe(OWN_TEXTS().length);
});

it('[W140] the languages to choose from are those the widget speaks', () => {
  expect([...WIDGET_LOCALES].sort()).toEqual(['en', ...files.map((file) => file.replace('.json', ''))].sort());
});
