import { expect, it } from 'vitest';
import { richContext } from '../testing/rich-context.js';
import { hintOf } from './hints.js';
import { languageLike } from './language-like.js';

it.each([
  ['en', 'Thank you for your patience, we have checked this and the parcel is on its way to you.'],
  ['de', 'Vielen Dank für Ihre Geduld, wir haben das geprüft und die Sendung ist unterwegs zu Ihnen.'],
  ['fr', 'Merci de votre patience, nous avons vérifié et le colis est en route, vous le recevrez dans les deux jours.'],
  ['es', 'Gracias por su paciencia, hemos revisado el pedido y está en camino, por favor espere los dos días.'],
  ['pt', 'Obrigado pela sua paciência, o pedido está a caminho e você não precisa fazer mais nada por uma semana.'],
  ['ar', 'شكراً لصبرك، الطرد في الطريق إليك الآن'],
  ['ru', 'Спасибо за ожидание, посылка уже в пути'],
])('[K34] a draft in %s is noticed as such', (language, text) => {
  expect(languageLike(text)).toBe(language);
});

it.each(['', 'ok', 'A-1234 https://example.com/the/and/you', 'Mara Lindqvist Skeppsgatan Malmö Hermansson Berg', 'Hola Ana, ok'])(
  '[K34] “%s” has no language',
  (text) => {
    expect(languageLike(text)).toBeNull();
  },
);

it('[K34] a reply in another language than the customer’s is said, last of all', () => {
  const about = { recorded: new Set<string>(), value: () => '', language: 'de-AT' };
  const english = 'Thank you for your patience, this is on its way to you and we are looking at it.';
  expect(hintOf(english, richContext(), about)).toEqual({ kind: 'language', theirs: 'de', yours: 'en' });
  expect(hintOf(english, richContext(), { ...about, language: 'en' })).toBeNull();
  expect(hintOf(english, richContext(), { ...about, language: null })).toBeNull();
  expect(hintOf(`${english} What is your order number?`, richContext(), { ...about, value: () => 'o-77' })?.kind).toBe('ask_again');
});
