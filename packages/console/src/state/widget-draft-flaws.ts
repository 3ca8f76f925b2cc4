// What of a draft cannot be saved, by the field it stands at (K105). Pure; the relay checks again.
import type { FormField } from '@throughline/types';
import { originsOf } from './widget-draft.js';
import type { WeekHours, WidgetDraft } from './widget-draft.js';
import { t } from './t.js';

/** Name of the field → what is wrong, in words. The section is the part before the dot. */
export type Flaws = ReadonlyMap<string, string>;

const ORIGIN = /^(\*|https?:\/\/(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?)$/;
const WEB = /^(?:https:\/\/[^\s]+|http:\/\/localhost(?:[:/?#][^\s]*)?)$/;

const flawOfField = (field: FormField): [string, string] | null => {
  if (field.label.trim() === '') return ['label', t('A question needs a label.')];
  const choices = field.choices;
  if (field.type === 'choice' && choices.length < 2) return ['choices', t('A choice needs at least two answers, one per line.')];
  if (new Set(choices).size < choices.length) return ['choices', t('One answer stands here twice.')];
  if (field.type === 'consent' && field.url === undefined) return ['url', t('Link to what is consented to, starting with https://.')];
  if (field.url !== undefined && !WEB.test(field.url)) return ['url', t('Write a whole address, starting with https://.')];
  return null;
};

function flawOfDay(spans: WeekHours[string]): string | null {
  let last = '';
  for (const [from, to] of spans) {
    if (from === '' || to === '') return t('Fill in both times.');
    if (from >= to) return t('Closing time must be after opening time.');
    if (from < last) return t('These times overlap.');
    last = to;
  }
  return null;
}

/** What is wrong with a list of origins; null: nothing. */
export function originFlaw(origins: readonly string[]): string | null {
  const strange = origins.find((origin) => !ORIGIN.test(origin));
  if (origins.length === 0) return t('Name at least one page, or * for any.');
  return strange === undefined ? null : t('{address} is not an origin. Write https://shop.example, without a path.', { address: strange });
}

export function flawsOf(draft: WidgetDraft): Flaws {
  const flaws = new Map<string, string>();
  const { config } = draft;
  if (draft.name.trim() === '') flaws.set('appearance.name', t('Visitors read this name; it can’t be empty.'));
  if (!/^#[0-9a-f]{6}$/i.test(config.color)) flaws.set('appearance.color', t('Write a colour like #0f5c4d.'));
  const origins = originFlaw(originsOf(draft));
  if (origins !== null) flaws.set('install.origins', origins);
  if (config.policyUrl !== undefined && !WEB.test(config.policyUrl))
    flaws.set('chat.policyUrl', t('Write a whole address, starting with https://.'));
  for (const [day, spans] of Object.entries(draft.hours ?? {})) {
    const flaw = flawOfDay(spans);
    if (flaw !== null) flaws.set(`hours.${day}`, flaw);
  }
  if (config.form.when !== 'never' && config.form.fields.length === 0) flaws.set('form.when', t('Add a question, or choose “Never”.'));
  for (const [index, field] of config.form.fields.entries()) {
    const flaw = flawOfField(field);
    if (flaw !== null) flaws.set(`form.${index}.${flaw[0]}`, flaw[1]);
  }
  return flaws;
}
