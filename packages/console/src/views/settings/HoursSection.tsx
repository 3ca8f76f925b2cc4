// When somebody answers: per weekday, in the site's zone, less the holidays. Promises and deadlines are counted in the same hours.
import type { VNode } from 'preact';
import { useId } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { Icon } from '../../ui/Icon.js';
import type { WeekHours } from '../../state/widget-draft.js';
import { DayHours } from './DayHours.js';
import { Choice, flawAt, Toggle } from './fields.js';
import type { WidgetSettingsModel } from './use-widget-settings.js';
import { inLanguage, spoken, t } from '../../state/t.js';
import { dateLocale } from '../../state/words.js';

const DAYS = inLanguage(() => [t('Monday'), t('Tuesday'), t('Wednesday'), t('Thursday'), t('Friday'), t('Saturday'), t('Sunday')]);
const OFFICE: WeekHours = Object.fromEntries(['1', '2', '3', '4', '5'].map((day) => [day, [['09:00', '17:00']]]));
const MODES = inLanguage(
  () =>
    [
      ['always', t('Any time')],
      ['weekly', t('Weekly hours')],
    ] as const,
);

export function HoursSection({ model }: { model: WidgetSettingsModel }): VNode {
  const zones = useId();
  const { config, hours, timezone } = model.draft.value;
  return (
    <>
      <Toggle
        label={t('Show in the chat whether somebody is there')}
        hint={t('With when you are back, and how long an answer usually takes. The message field works at any time.')}
        on={config.showHours}
        onChange={(showHours) => model.configure({ showHours })}
      />
      <Choice
        label={t('Somebody answers')}
        value={hours === null ? 'always' : 'weekly'}
        options={MODES()}
        onValue={(mode) => model.edit({ hours: mode === 'always' ? null : (hours ?? OFFICE) })}
      />
      {hours !== null && (
        <div class="week" role="group" aria-label={t('Weekly hours')}>
          {DAYS().map((name, index) => {
            const day = String(index + 1);
            return (
              <DayHours
                key={day}
                name={name}
                spans={hours[day] ?? []}
                flaw={flawAt(model, `hours.${day}`)}
                onSpans={(spans) => {
                  const { [day]: _replaced, ...rest } = hours;
                  model.edit({ hours: spans.length === 0 ? rest : { ...rest, [day]: spans } });
                }}
                onLeave={() => model.touch(`hours.${day}`)}
              />
            );
          })}
        </div>
      )}
      <div class="field">
        <label for={`${zones}-zone`}>{t('Time zone')}</label>
        <input
          id={`${zones}-zone`}
          type="text"
          list={zones}
          autoComplete="off"
          spellcheck={false}
          value={timezone}
          aria-describedby={`${zones}-hint`}
          onInput={(event) => model.edit({ timezone: event.currentTarget.value.trim() })}
        />
        <datalist id={zones}>
          {Intl.supportedValuesOf('timeZone').map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        <p class="field-hint" id={`${zones}-hint`}>
          {t('Such as Europe/Berlin. Summer time is followed by itself.')}
        </p>
      </div>
      <Holidays model={model} />
    </>
  );
}

const dayWords = (date: string): string =>
  new Intl.DateTimeFormat(dateLocale(spoken()), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${date}T00:00:00Z`));

function Holidays({ model }: { model: WidgetSettingsModel }): VNode {
  const id = useId();
  const next = useSignal('');
  const { holidays } = model.draft.value;
  function add(): void {
    if (next.value === '') return;
    model.edit({ holidays: [...new Set([...holidays, next.value])].toSorted() });
    next.value = '';
  }
  return (
    <div class="field">
      <label for={id}>{t('Holidays')}</label>
      <div class="inline-row">
        <input id={id} type="date" value={next.value} onInput={(event) => (next.value = event.currentTarget.value)} />
        <button type="button" class="button" aria-disabled={next.value === ''} onClick={add}>
          {t('Add')}
        </button>
      </div>
      {holidays.length > 0 && (
        <ul class="chips" role="list" aria-label={t('Closed on')}>
          {holidays.map((date) => (
            <li key={date} class="chip">
              {dayWords(date)}
              <button
                type="button"
                class="chip-remove"
                aria-label={t('Remove {what}', { what: dayWords(date) })}
                onClick={() => model.edit({ holidays: holidays.filter((one) => one !== date) })}
              >
                <Icon name="close" size={12} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
