// Words for the codes of a hand-over (K119), and how tables of such words are made. Small: it is loaded before the first paint. Pure.
import type { HandoffContext } from '@throughline/types';
import { inLanguage, t } from './t.js';
import { sentence } from './words.js';

/** Words by code; an unknown code is shown readable, never dropped. */
export const codeTable = (table: () => Readonly<Record<string, string>>): ((code: string) => string) => {
  const known = inLanguage(table);
  return (code) => known()[code] ?? sentence(code);
};

type From = NonNullable<HandoffContext['handoff']['from']>;
/** Who had the conversation before, where no name is known. */
export const handedByWords = codeTable((): Record<From['type'], string> => ({
  bot: t('Bot'),
  self_service: t('Self-service'),
  agent: t('Agent'),
  team: t('Team'),
  ivr: t('IVR'),
  branch: t('Branch'),
}));

/** How a conversation came to be handed over. */
export const handoffKindWords = codeTable(() => ({
  bot_to_agent: t('from a bot'),
  transfer: t('transfer'),
  consult: t('question to a colleague'),
  reopen: t('opened again'),
  callback: t('call-back'),
}));
