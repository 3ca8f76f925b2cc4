// A conversation begun on another device goes on here: the code shown there is typed in, or came with the link and is confirmed by a press:
// a link alone moves nobody's conversation (W211, CH36). Every refusal reads the same (CH37).
import type { SessionAnswer } from '@throughline/types';
import { t } from '../core/words.js';
import type { Chat, PanelHost } from '../seams/panel.js';
import { FoldedForm } from './FoldedForm.js';

export function ResumeCode({ host, chat }: { host: PanelHost; chat: Chat }) {
  const redeem = async ([code = '']: string[]): Promise<string> => {
    const { deviceToken } = await host.session();
    const known = new Set(chat.conversations().map(({ id }) => id));
    const answer = await host.relay.post<SessionAnswer>('visitor/v1/resume/redeem', { site: host.site, deviceToken, code });
    chat.refresh({ ...answer, deviceToken: answer.deviceToken ?? deviceToken });
    const came = answer.conversations.find(({ id }) => !known.has(id)) ?? answer.conversations[0];
    if (came) chat.show({ conversation: came.id });
    return '';
  };
  return (
    <FoldedForm
      summary={t('Continue a conversation from another device')}
      fields={[{ name: 'code', label: t('Code'), max: 64, complete: 'one-time-code', given: String(host.options['resume'] ?? '') }]}
      button={t('Continue')}
      ask={redeem}
      missed={t('This code does not work. Ask for a new one where you began.')}
    />
  );
}
