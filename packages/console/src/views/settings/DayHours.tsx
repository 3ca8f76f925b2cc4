// One weekday: closed, or open in one or two spans.
import type { VNode } from 'preact';
import { Icon } from '../../ui/Icon.js';
import type { WeekHours } from '../../state/widget-draft.js';
import { t } from '../../state/t.js';

type Spans = WeekHours[string];
const SPANS_MAX = 3;
const MIDNIGHT = '24:00'; // as the relay says the end of a day; a time field says 00:00

export interface DayHoursProps {
  name: string;
  spans: Spans;
  flaw: string | null;
  onSpans(spans: Spans): void;
  onLeave(): void;
}

export function DayHours({ name, spans, flaw, onSpans, onLeave }: DayHoursProps): VNode {
  const set = (index: number, change: [from: string, to: string]): void => onSpans(spans.map((span, at) => (at === index ? change : span)));
  const add = (): void => {
    const last = spans.at(-1);
    onSpans([...spans, last === undefined ? ['09:00', '17:00'] : [last[1], '']]);
  };
  return (
    <div class="day" role="group" aria-label={name} onBlurCapture={onLeave}>
      <span class="day-name" aria-hidden="true">
        {name}
      </span>
      <div class="day-spans">
        {spans.length === 0 && <span class="day-closed">{t('Closed##hours')}</span>}
        {spans.map(([from, to], index) => (
          <span key={index} class="day-span">
            <input type="time" aria-label={t('Opens')} value={from} onInput={(event) => set(index, [event.currentTarget.value, to])} />
            <span aria-hidden="true">–</span>
            <input
              type="time"
              aria-label={t('Closes')}
              value={to === MIDNIGHT ? '00:00' : to}
              onInput={(event) => set(index, [from, event.currentTarget.value === '00:00' ? MIDNIGHT : event.currentTarget.value])}
            />
            <button
              type="button"
              class="icon-button"
              aria-label={t('Remove these hours')}
              title={t('Remove')}
              onClick={() => onSpans(spans.filter((_span, at) => at !== index))}
            >
              <Icon name="close" size={14} />
            </button>
          </span>
        ))}
      </div>
      {spans.length < SPANS_MAX && (
        <button type="button" class="link-button" onClick={add}>
          {spans.length === 0 ? t('Open##hours') : t('Add hours')}
        </button>
      )}
      {flaw !== null && (
        <p class="field-error" role="alert">
          {flaw}
        </p>
      )}
    </div>
  );
}
