// Which languages the widget speaks, and which of its texts a site is most likely to say in its own way (W140, W141). The English text is
// the key. Invariant: every text here is one the widget says; a test compares them with its words.
import { inLanguage, t } from '../../state/t.js';

export const WIDGET_LOCALES = [
  ...['en', 'ar', 'cs', 'da', 'de', 'es', 'fr', 'he', 'hi', 'it'],
  ...['ja', 'ko', 'nl', 'pl', 'pt-BR', 'ru', 'sv', 'tr', 'uk', 'zh-Hans'],
] as const;

export const GREETING_KEY = 'greeting';

/** Key → where visitors read it. */
export const OWN_TEXTS = inLanguage((): readonly (readonly [key: string, where: string])[] => [
  [GREETING_KEY, t('Greeting, in this language')],
  ['Write a message', t('In the empty message field')],
  ['Open chat', t('Name of the chat button')],
  ['Nobody is here right now. Write anyway: we answer later.', t('Outside opening hours')],
  ['We are back tomorrow at {time}', t('Outside opening hours, until tomorrow')],
  ['We are back on {day}', t('Outside opening hours, for longer')],
  ['Usually answers {soon}', t('Expected wait')],
  ['Conversation closed', t('After a conversation')],
  ['Write to reopen', t('After a conversation')],
  ['Privacy policy', t('Link to your policy')],
]);
