// Headline, alerts and the brief: readable in about eight seconds (K15). What a playbook says to do or to avoid stands first (K46).
import type { VNode } from 'preact';
import type { BriefSlot, HandoffContext } from '@throughline/types';
import { Chip } from '../ui/marks.js';
import { Icon } from '../ui/Icon.js';
import { facets } from '../ui/facets.js';
import { filled } from '../ui/filled.js';
import { lineKey } from '../state/context-lines.js';
import { handedByWords } from '../state/handoff-words.js';
import { alertWords, capital, withChannelWords } from '../state/words.js';
import { SourceLine } from './SourceLine.js';
import { inLanguage, t } from '../state/t.js';

const SLOT_WORDS = inLanguage((): Record<BriefSlot, string> => ({
  why_now: t('Why now'),
  tried: t('Tried'),
  open_case: t('Open##case'),
  last_outcome: t('Last time'),
  promise: t('Promised'),
  do_not_ask: t('Don’t ask'),
  do: t('Do'),
  avoid: t('Avoid'),
}));
const TONES = { info: 'plain', warn: 'warn', critical: 'bad' } as const;
const GUIDANCE_MAX = 2; // K46
const isGuidance = (slot: BriefSlot): boolean => slot === 'do' || slot === 'avoid';

/** The slot is printed as a label, so its word is not repeated in the text, which is in the site's language (C48). */
function withoutLabel(slot: BriefSlot, text: string): string {
  const repeated: Partial<Record<BriefSlot, RegExp>> = {
    do_not_ask: /^(?:Already given|Schon genannt): /,
    open_case: /^(?:Open|Offen): /,
    last_outcome: /^(?:Last|Zuletzt): /,
    tried: /^(?:Tried |Versucht: )/,
    do: /^Do: /,
    avoid: /^Avoid: /,
  };
  const start = repeated[slot];
  return start === undefined ? text : text.replace(start, '');
}

export function ContextBrief({ context }: { context: HandoffContext }): VNode {
  const { from } = context.handoff;
  const lines = [
    ...context.brief.filter(({ slot }) => isGuidance(slot)).slice(0, GUIDANCE_MAX),
    ...context.brief.filter(({ slot }) => !isGuidance(slot)),
  ];
  return (
    <div class="context-top">
      <h3 class="headline" dir="auto">
        {context.headline.text}
      </h3>
      {context.alerts.length > 0 && (
        <ul class="alerts" role="list" aria-label={t('Alerts')}>
          {context.alerts.map((alert) => (
            <li key={alert.code}>
              <SourceLine title={alertWords(alert.code)} refs={alert.refs} line={lineKey('alert', alert.code)}>
                <Chip tone={TONES[alert.severity]}>{alertWords(alert.code)}</Chip>{' '}
                <span class="alert-text" dir="auto">
                  {withoutRepeat(alert.code, alert.text)}
                </span>
              </SourceLine>
            </li>
          ))}
        </ul>
      )}
      {from !== undefined && (
        <div class="handed-from">
          <p>
            <Icon name="transfer" size={14} />{' '}
            {facets(
              <>{filled(t('From {who}'), { who: <bdi>{from.name ?? handedByWords(from.type)}</bdi> })}</>,
              context.handoff.transferCount > 0 && t('transfer {n}', { n: context.handoff.transferCount }),
            )}
          </p>
          {from.note !== undefined && <blockquote dir="auto">{from.note}</blockquote>}
        </div>
      )}
      {lines.length > 0 && (
        <ul class="brief" role="list" aria-label={t('Brief')}>
          {lines.map((line) => (
            <li key={`${line.slot} ${line.text}`} class={`brief-${line.slot}`}>
              <SourceLine title={line.text} refs={line.refs} line={lineKey('brief', `${line.slot} ${line.text}`)}>
                <span class="brief-slot">
                  {isGuidance(line.slot) && <Icon name={line.slot === 'do' ? 'check' : 'stop'} size={12} />}
                  {SLOT_WORDS()[line.slot]}
                </span>
                <span class="brief-text" dir="auto">
                  {capital(withChannelWords(withoutLabel(line.slot, line.text)))}
                </span>
              </SourceLine>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** A chip that says "Payment failed" needs no text that says it again; beside "Late" stands what is late. */
function withoutRepeat(code: string, text: string): string {
  const said = alertWords(code).toLowerCase();
  const rest = text.toLowerCase() === said ? '' : text.toLowerCase().endsWith(` is ${said}`) ? text.slice(0, -` is ${said}`.length) : text;
  return capital(rest);
}
