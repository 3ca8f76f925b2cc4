// Where the widget was last seen, so that whoever pasted the tag knows that it works.
import type { VNode } from 'preact';
import type { WidgetInstallation } from '@throughline/types';
import type { Answer } from '../../state/answer.js';
import { answerWords } from '../../state/answer-words.js';
import { whenWords } from '../../state/words.js';
import { Chip, Time } from '../../ui/marks.js';
import { useConsole } from '../console-context.js';
import { t } from '../../state/t.js';

export function SeenOn({ answer }: { answer: Answer<WidgetInstallation> | null }): VNode {
  const { store } = useConsole();
  if (answer === null) return <p class="list-note late">{t('Looking…')}</p>;
  if (!answer.ok) return <p class="field-error">{answerWords(answer.code)}</p>;
  const { seen } = answer.value;
  if (seen.length === 0)
    return (
      <p class="seen-none" role="status">
        <span class="seen-wait" aria-hidden="true" />
        {t('Not yet, since this relay started. Open a page with the tag: it appears here within seconds.')}
      </p>
    );
  return (
    <ul class="seen" role="list" aria-label={t('Pages the widget was seen on')}>
      {seen.map(({ origin, at, allowed }) => (
        <li key={origin}>
          <Chip tone={allowed ? 'good' : 'warn'}>{allowed ? t('Works') : t('Not allowed')}</Chip>
          <bdi class="seen-origin">{origin}</bdi>
          <Time at={Date.parse(at)}>{whenWords(Date.parse(at), store.now.value)}</Time>
        </li>
      ))}
    </ul>
  );
}
