// Mood, effort and risk in words with what they rest on; the score is one press away (K14). Unknown is left out, never guessed.
import type { VNode } from 'preact';
import type { HandoffContext } from '@throughline/types';
import { effortParts, effortWords, moodWords, riskWords } from '../state/context-words.js';
import { capital } from '../state/words.js';
import { Section } from '../ui/Section.js';
import { SourceLine } from './SourceLine.js';
import { listed, t } from '../state/t.js';

export function ContextMood({ context }: { context: HandoffContext }): VNode | null {
  const { sentiment, effort, risk } = context;
  const mood = moodWords(sentiment);
  const parts = effortParts(effort);
  const leaving = riskWords(risk.churn);
  if (mood === null && parts.length === 0 && leaving === null) return null;
  return (
    <Section title={t('How it is going')}>
      <dl class="mood">
        {mood !== null && (
          <div>
            <dt>{t('Mood')}</dt>
            <dd>
              {mood}
              {sentiment.lowPoint !== undefined && (
                <SourceLine title={t('Lowest point')} refs={sentiment.lowPoint.refs}>
                  <q dir="auto">{sentiment.lowPoint.value}</q>
                </SourceLine>
              )}
            </dd>
          </div>
        )}
        {parts.length > 0 && (
          <div>
            <dt>{t('Effort')}</dt>
            <dd>
              {t('{effort}: {parts}', { effort: effortWords(effort.score), parts: listed(parts) })}
              <details class="score">
                <summary>{t('Score')}</summary>
                {t('{n} of 100, counted from the parts above', { n: effort.score })}
              </details>
            </dd>
          </div>
        )}
        {leaving !== null && (
          <div>
            <dt>{t('Risk')}</dt>
            <dd>
              {leaving}
              {risk.why.map((why) => (
                <SourceLine key={why.value} title={capital(why.value)} refs={why.refs}>
                  <bdi>{capital(why.value)}</bdi>
                </SourceLine>
              ))}
            </dd>
          </div>
        )}
      </dl>
    </Section>
  );
}
