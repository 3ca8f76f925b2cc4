import { expect, it } from 'vitest';
import { languageOf } from './detect.js';

it.each([
  [['Wo bleibt meine Bestellung?'], null, 'de'],
  [['Where is my parcel, please?'], 'de-DE', 'en'],
  [['Je voudrais annuler ma commande'], 'en', 'fr'],
  [['¿Dónde está mi pedido?'], 'en', 'es'],
  [['注文はまだ届いていません'], 'en', 'ja'],
  [['cancel my order please'], 'en-GB', 'en'],
  [['Hallo', 'Ich habe eine Frage zu meiner Rechnung'], 'en', 'de'],
])('[C42] reads %j with prior %s as %s', (texts, prior, language) => {
  expect(languageOf(texts, prior)).toBe(language);
  expect(languageOf(texts, prior)).toBe(languageOf([...texts], prior));
});

it('[C42] under three words the locale holds; without one the language of the site', () => {
  expect(languageOf(['ok danke'], 'en-US')).toBe('en');
  expect(languageOf([], 'de_AT')).toBe('de');
  expect(languageOf(['ok'], null)).toBe('en');
  expect(languageOf(['ok'], 'C.UTF-8', 'fr-CH')).toBe('fr');
  expect(languageOf(['CL-7741 o-77 https://shop.example/a/b/c jo@mail.example'], 'de')).toBe('de');
});

it.each(['x y z', 'a b c', 'foo bar baz', 'no no no', 'asdf qwer zxcv', 'eu de la', 'iPhone pro max'])(
  '[C42] %j says too little for another language than the known one',
  (text) => {
    expect(languageOf([text], 'en')).toBe('en');
    expect(languageOf([text], null, 'de')).toBe('de');
  },
);
