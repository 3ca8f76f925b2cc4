// What an admin is changing about the widget, beside what the relay has: what differs, and what cannot be saved. Pure.
import type { FormField, SettingsUpdate, SiteSettings, SiteUpdate, SiteView, WidgetConfig, WidgetConfigUpdate } from '@throughline/types';
import { same } from './same.js';

/** ISO weekday → opening times, `HH:mm`; missing days are closed. */
export type WeekHours = NonNullable<SiteSettings['hours']>;

/** Everything the page "Widget" edits. */
export interface WidgetDraft {
  name: string;
  /** One per line. */
  origins: string;
  config: WidgetConfig;
  timezone: string;
  /** null: always open. */
  hours: WeekHours | null;
  holidays: string[];
}

export function draftOf(site: SiteView, config: WidgetConfig, settings: SiteSettings): WidgetDraft {
  return {
    name: site.name,
    origins: site.origins.join('\n'),
    config,
    timezone: settings.timezone,
    hours: settings.hours ?? null,
    holidays: settings.holidays,
  };
}

export const originsOf = (draft: WidgetDraft): string[] =>
  draft.origins
    .split('\n')
    .map((line) => line.trim().toLowerCase().replace(/\/$/, ''))
    .filter((line) => line !== '');

export interface DraftChanges {
  site: SiteUpdate;
  config: WidgetConfigUpdate;
  settings: SettingsUpdate;
}

/** What a save has to send; three empty records: nothing. */
export function changesOf(saved: WidgetDraft, draft: WidgetDraft): DraftChanges {
  const site: SiteUpdate = {};
  const settings: SettingsUpdate = {};
  if (draft.name.trim() !== saved.name) site.name = draft.name.trim();
  if (!same(originsOf(draft), originsOf(saved))) site.origins = originsOf(draft);
  if (draft.timezone !== saved.timezone) settings.timezone = draft.timezone;
  if (!same(draft.hours, saved.hours)) settings.hours = draft.hours ?? ALWAYS;
  if (!same(draft.holidays, saved.holidays)) settings.holidays = draft.holidays;
  const { policyUrl, ...rest } = draft.config;
  const { policyUrl: savedUrl, ...savedRest } = saved.config;
  const kept = new Map(Object.entries(savedRest));
  const config: WidgetConfigUpdate = Object.fromEntries(
    Object.entries({ ...rest, form: withIds(rest.form) }).filter(([key, value]) => !same(value, kept.get(key))),
  );
  if (policyUrl !== savedUrl) config.policyUrl = policyUrl ?? null;
  return { site, config, settings };
}

/** What the changes were made on: of each key that is sent, what the relay had when the editing began. */
export function seenBy(saved: WidgetDraft, { site, config, settings }: DraftChanges): DraftChanges {
  const only = <T extends object>(keys: object, from: T): Partial<T> => {
    const kept: Partial<T> = { ...from };
    for (const key in kept) if (!(key in keys)) delete kept[key];
    return kept;
  };
  return {
    site: only(site, { name: saved.name, origins: originsOf(saved) }),
    config: only(config, { ...saved.config, policyUrl: saved.config.policyUrl ?? null }),
    settings: only(settings, {
      timezone: saved.timezone,
      holidays: saved.holidays,
      ...(saved.hours === null ? {} : { hours: saved.hours }),
    }),
  };
}

/** Open at any time, as hours: the relay keeps hours once they were said. */
const ALWAYS: WeekHours = Object.fromEntries(['1', '2', '3', '4', '5', '6', '7'].map((day) => [day, [['00:00', '24:00']]]));

export const isChanged = (changes: DraftChanges): boolean => Object.values(changes).some((part) => Object.keys(part).length > 0);

/** A question that was not saved yet has an id of this shape; a saved one keeps its own for ever. */
export const NEW_FIELD = 'new_';

/** New questions get an id made of their label, so that the fact it becomes can be read. */
function withIds(form: WidgetConfig['form']): WidgetConfig['form'] {
  const taken = new Set(form.fields.map((field) => field.id));
  const fields = form.fields.map((field): FormField => {
    if (!field.id.startsWith(NEW_FIELD)) return field;
    const stem =
      field.label
        .toLowerCase()
        .normalize('NFD')
        .replace(/[^a-z0-9]+/g, '_')
        .replace(/^[^a-z]+|_+$/g, '')
        .slice(0, 36) || 'field';
    let id = stem;
    for (let n = 2; taken.has(id); n += 1) id = `${stem}_${n}`;
    taken.add(id);
    return { ...field, id };
  });
  return { ...form, fields };
}
