// Headline, alerts and the brief: readable in about eight seconds (K15).
import type { VNode } from 'preact';
import type { BriefSlot, HandoffContext } from '@throughline/types';
import { Chip } from '../ui/marks.js';
import { Icon } from '../ui/Icon.js';
import { alertWords, capital, sentence } from '../state/words.js';
import { isNewText, SourceLine } from './SourceLine.js';

const SLOT_WORDS: Record<BriefSlot, string> = {
  why_now: 'Why now',
  tried: 'Tried',
  open_case: 'Open',
  last_outcome: 'Last time',
  promise: 'Promised',
  do_not_ask: 'Do not ask',
  do: 'Do',
  avoid: 'Avoid',
};
const TONES = { info: 'plain', warn: 'warn', critical: 'bad' } as const;

/** The slot is printed as a label, so its word is not repeated in the text. */
function withoutLabel(slot: BriefSlot, text: string): string {
  const repeated: Partial<Record<BriefSlot, RegExp>> = {
    do_not_ask: /^Already given: /,
    open_case: /^Open: /,
    last_outcome: /^Last: /,
    tried: /^Tried /,
  };
  const start = repeated[slot];
  return start === undefined ? text : text.replace(start, '');
}

export function ContextBrief({ context, known }: { context: HandoffContext; known: ReadonlySet<string> | null }): VNode {
  const { from } = context.handoff;
  return (
    <div class="context-top">
      <h3 class="headline">{context.headline.text}</h3>
      {context.alerts.length > 0 && (
        <ul class="alerts" role="list" aria-label="Alerts">
          {context.alerts.map((alert) => (
            <li key={alert.code}>
              <SourceLine title={alertWords(alert.code)} refs={alert.refs} isNew={isNewText(known, alert.text)}>
                <Chip tone={TONES[alert.severity]}>{alertWords(alert.code)}</Chip> <span class="alert-text">{capital(alert.text)}</span>
              </SourceLine>
            </li>
          ))}
        </ul>
      )}
      {from !== undefined && (
        <div class="handed-from">
          <p>
            <Icon name="transfer" size={14} /> From {from.name ?? sentence(from.type)}
            {context.handoff.transferCount > 0 && `, transfer ${context.handoff.transferCount}`}
          </p>
          {from.note !== undefined && <blockquote dir="auto">{from.note}</blockquote>}
        </div>
      )}
      {context.brief.length > 0 && (
        <ul class="brief" role="list" aria-label="Brief">
          {context.brief.map((line) => (
            <li key={`${line.slot} ${line.text}`} class={`brief-${line.slot}`}>
              <SourceLine title={line.text} refs={line.refs} isNew={isNewText(known, line.text)}>
                <span class="brief-slot">{SLOT_WORDS[line.slot]}</span>
                <span class="brief-text" dir="auto">
                  {withoutLabel(line.slot, line.text)}
                </span>
              </SourceLine>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
