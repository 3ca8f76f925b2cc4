// A span of time: a number, and whether it is minutes, hours or days. Empty: there is none.
import type { VNode } from 'preact';
import { useId } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { t, tn } from '../../state/t.js';

type Unit = 'minutes' | 'hours' | 'days';
const MINUTES: Record<Unit, number> = { minutes: 1, hours: 60, days: 1_440 };
const unitOf = (minutes: number | null): Unit =>
  minutes === null || minutes % MINUTES.hours !== 0 ? 'minutes' : minutes % MINUTES.days === 0 ? 'days' : 'hours';
const unitWords = (unit: Unit): string => (unit === 'minutes' ? t('minutes') : unit === 'hours' ? t('hours') : t('days'));

/** 90 → "90 minutes", 120 → "2 hours". */
export function spanWords(minutes: number): string {
  const unit = unitOf(minutes);
  const n = minutes / MINUTES[unit];
  if (unit === 'minutes') return tn(n, '{n} minute', '{n} minutes');
  return unit === 'hours' ? tn(n, '{n} hour', '{n} hours') : tn(n, '{n} day', '{n} days');
}

export interface MinutesInputProps {
  label: string;
  minutes: number | null;
  onMinutes(minutes: number | null): void;
}

export function MinutesInput({ label, minutes, onMinutes }: MinutesInputProps): VNode {
  const id = useId();
  const unit = useSignal<Unit>(unitOf(minutes));
  const set = (number: number): void =>
    onMinutes(Number.isFinite(number) && number > 0 ? Math.max(1, Math.round(number * MINUTES[unit.value])) : null);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="inline-row">
        <input
          id={id}
          type="number"
          inputMode="decimal"
          min={0}
          placeholder={t('none')}
          value={minutes === null ? '' : minutes / MINUTES[unit.value]}
          onInput={(event) => set(event.currentTarget.valueAsNumber)}
        />
        <select
          aria-label={t('Unit of “{name}”', { name: label })}
          value={unit.value}
          onChange={(event) => {
            const number = minutes === null ? null : minutes / MINUTES[unit.value];
            unit.value = (['minutes', 'hours', 'days'] as const).find((one) => one === event.currentTarget.value) ?? 'minutes';
            if (number !== null) set(number);
          }}
        >
          {(['minutes', 'hours', 'days'] as const).map((one) => (
            <option key={one} value={one} selected={one === unit.value}>
              {unitWords(one)}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}
