// The settings that events and contexts of a site are read with: one row by key; what is compiled from it (calendar, zone table) is kept in
// the process under the text of the row, so that a change counts from the next transaction on.
import { operationsApi } from '@throughline/types/decode';
import type { SiteSettings } from '@throughline/types';
import type { Calendar } from '../../../../domain/time/calendar.js';
import { calendarsOf } from '../../../../domain/time/department-calendar.js';
import type { CalendarFor } from '../../../../domain/time/department-calendar.js';
import type { TextOptions } from '../../../../domain/facts/extract-text.js';
import { compilePatterns } from '../../../../domain/facts/patterns.js';
import type { Tx } from '../operation.js';
import { question, together } from '../together.js';
import { zoneTable } from './zone-table.js';

export interface SiteKnowledge {
  settings: SiteSettings;
  /** The site's. */
  calendar: Calendar;
  /** What a deadline of a department is read in (C32). */
  calendarFor: CalendarFor;
  /** How messages of this site are read (C23). */
  textOptions: TextOptions;
}

const KEPT_MAX = 500;
const compiled = new Map<string, SiteKnowledge>();

export const askSettings = question<{ siteId: string }, { settings: string }>(['settings'], (db, place) =>
  db.selectFrom('site_settings').select('settings').where('site_id', '=', place('siteId')),
);

/** A site that set nothing has the defaults. */
export async function siteKnowledge(tx: Tx, siteId: string): Promise<SiteKnowledge> {
  const [rows] = await together(tx, [askSettings({ siteId })]);
  return knowledgeIn(rows[0]);
}

export function knowledgeIn(row: { settings: string } | undefined): SiteKnowledge {
  const text = row?.settings ?? '{}';
  const held = compiled.get(text);
  if (held !== undefined) return held;
  const settings = operationsApi.SiteSettings.parse(JSON.parse(text));
  const calendarFor = calendarsOf(settings, zoneTable(settings.timezone));
  const knowledge: SiteKnowledge = {
    settings,
    calendar: calendarFor(null),
    calendarFor,
    textOptions: { locale: settings.locale, region: settings.region, patterns: compilePatterns(settings.factPatterns).compiled },
  };
  if (compiled.size >= KEPT_MAX) compiled.clear();
  compiled.set(text, knowledge);
  return knowledge;
}

/** The same, read once per batch. */
export async function knowledgeFor(tx: Tx, siteId: string, batch: { knowledge: SiteKnowledge | null }): Promise<SiteKnowledge> {
  return (batch.knowledge ??= await siteKnowledge(tx, siteId));
}

export async function storeSiteSettings(tx: Tx, siteId: string, settings: SiteSettings): Promise<void> {
  await tx.db
    .insertInto('site_settings')
    .values({ site_id: siteId, settings: JSON.stringify(settings) })
    .onConflict((conflict) => conflict.column('site_id').doUpdateSet((eb) => ({ settings: eb.ref('excluded.settings') })))
    .execute();
}
