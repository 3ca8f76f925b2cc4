// A conversation as text, for the visitor to keep (W192). Invariant: what the visitor saw, and nothing else.
import type { ConversationView } from '@throughline/types';
import { spoken, t } from '../core/words.js';

const LINE = '\n';

/** @param site whose conversation it is */
export function transcriptText(view: ConversationView, site: string): string {
  const { locale } = spoken();
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'full' });
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  const lines = [site];
  let last = '';
  for (const { ts, kind, author, body } of view.pub.entries) {
    const { text, name, files } = body;
    const said: unknown[] = [
      text,
      ...(Array.isArray(files) ? files.map((file) => t('File: {name}', { name: String(Object(file).name) })) : []),
    ].filter(Boolean);
    const line =
      kind === 'message'
        ? `${author.type === 'visitor' ? t('You') : (author.name ?? t('Agent'))}: ${said.join(`${LINE}  `)}`
        : kind === 'join'
          ? t('{name} joined', { name: String(name) })
          : kind === 'close'
            ? t('Conversation closed')
            : '';
    if (!line) continue;
    const date = day.format(ts);
    if (date !== last) lines.push('', date, '');
    last = date;
    lines.push(`[${clock.format(ts)}] ${line}`);
  }
  return lines.join(LINE) + LINE;
}
