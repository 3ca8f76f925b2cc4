// What is done behind a reply (K50), in words beside the draft; whoever writes without any never loads them.
import type { AfterSending } from './after-sending.js';
import type { Names } from './names.js';
import { listed, t } from './t.js';
import { durationWords } from './words.js';

export function afterWords({ tags, assignTeamId, snoozeMinutes, close }: AfterSending, names: Names): string {
  return [
    ...(tags.length > 0 ? [t('tag {tags}', { tags: listed(tags) })] : []),
    ...(assignTeamId === null ? [] : [t('assign to {who}', { who: names.team(assignTeamId) })]),
    ...(snoozeMinutes === null ? [] : [t('snooze for {time}', { time: durationWords(snoozeMinutes * 60_000) })]),
    ...(close && snoozeMinutes === null ? [t('close')] : []),
  ].join(' · ');
}
