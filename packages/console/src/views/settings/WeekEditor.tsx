// Opening hours of a team, or those of the site.
import type { VNode } from 'preact';
import type { TeamDoc } from '@throughline/types';
import { spoken, t } from '../../state/t.js';
import { DayHours } from './DayHours.js';
import { Choice } from './fields.js';

type WeekHours = NonNullable<TeamDoc['hours']>;
const OFFICE: WeekHours = Object.fromEntries(['1', '2', '3', '4', '5'].map((day) => [day, [['09:00', '17:00']]]));
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** @param day ISO weekday, 1 is Monday */
const dayName = (day: number): string =>
  new Intl.DateTimeFormat(spoken(), { weekday: 'long', timeZone: 'UTC' }).format(MONDAY + (day - 1) * DAY_MS);

export interface WeekEditorProps {
  hours: WeekHours | null;
  /** What no hours of its own means. */
  inherited: string;
  own: string;
  flaw: string | null;
  onHours(hours: WeekHours | null): void;
  onLeave(): void;
}

export function WeekEditor({ hours, inherited, own, flaw, onHours, onLeave }: WeekEditorProps): VNode {
  return (
    <>
      <Choice
        label={t('Opening hours')}
        value={hours === null ? 'site' : 'own'}
        options={[
          ['site', inherited],
          ['own', own],
        ]}
        onValue={(which) => onHours(which === 'site' ? null : (hours ?? OFFICE))}
      />
      {hours !== null && (
        <div class="week" role="group" aria-label={t('Weekly hours')}>
          {[1, 2, 3, 4, 5, 6, 7].map((number) => {
            const day = String(number);
            return (
              <DayHours
                key={day}
                name={dayName(number)}
                spans={hours[day] ?? []}
                flaw={null}
                onSpans={(spans) => {
                  const { [day]: _replaced, ...rest } = hours;
                  onHours(spans.length === 0 ? rest : { ...rest, [day]: spans });
                }}
                onLeave={onLeave}
              />
            );
          })}
        </div>
      )}
      {flaw !== null && (
        <p class="field-error" role="alert">
          {flaw}
        </p>
      )}
    </>
  );
}
