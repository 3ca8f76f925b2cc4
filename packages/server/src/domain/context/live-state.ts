// What the visitor looks at and which form is half filled, folded from interactions (C45's live line). Pure.
// Invariant (C22): the newest by time wins, an equal time is decided by content; what arrives late never overwrites what is newer.
import { cutText } from '@throughline/types';
import type { Interaction, Json } from '@throughline/types';
import { count, field, pageTitle, pageUrl } from './event-fields.js';
import { shown } from './plain-text.js';

export interface PageState {
  url: string;
  title: string | null;
  device: string | null;
  locale: string | null;
  at: number;
}
export interface FormDraft {
  form: string;
  step: string;
  filled: number;
  total: number;
}
/** `draft` null: the form was sent. */
export interface FormState {
  draft: FormDraft | null;
  at: number;
}
export interface LiveChange {
  page: PageState | null;
  form: FormState | null;
}

/** Channels on which a page is what the customer looks at. */
const ON_SCREEN: ReadonlySet<Interaction['channel']> = new Set(['web', 'web_chat', 'mobile_app', 'partner_site']);
const URL_MAX_CHARS = 300;
const TITLE_MAX_CHARS = 120;

/** What `interaction` says about now; null when it says nothing. Live state has no owner, so only what everybody may see makes it (C54). */
export function liveChange(interaction: Interaction): LiveChange | null {
  if (interaction.visibility !== 'shared') return null;
  const page = pageState(interaction);
  const form = formState(interaction);
  return page === null && form === null ? null : { page, form };
}

function pageState(interaction: Interaction): PageState | null {
  if (!ON_SCREEN.has(interaction.channel) || interaction.name.startsWith('conversation.')) return null;
  const url = pageUrl(interaction) ?? (interaction.type === 'screen' ? interaction.name : null);
  if (url === null || url === '') return null;
  const title = pageTitle(interaction);
  const context = interaction.data['context'];
  return {
    url: shown(url, URL_MAX_CHARS),
    title: title === null ? null : shown(title, TITLE_MAX_CHARS),
    device: deviceOf(context),
    locale: isObject(context) && typeof context['locale'] === 'string' ? cutText(context['locale'], 35) : null,
    at: interaction.occurredAt,
  };
}

function formState(interaction: Interaction): FormState | null {
  const { name, occurredAt: at } = interaction;
  if (name === 'Form Submitted' || name === 'Form Completed') return { draft: null, at };
  if (name !== 'Form Draft Saved' && name !== 'Form Abandoned') return null;
  const form = field(interaction, 'title', 'form', 'form_id') ?? 'form';
  return {
    draft: { form, step: field(interaction, 'step') ?? '', filled: count(interaction, 'filled'), total: count(interaction, 'total') },
    at,
  };
}

/** True when `next` replaces `held`. */
export function replacesPage(held: PageState | null, next: PageState): boolean {
  return held === null || next.at > held.at || (next.at === held.at && JSON.stringify(next) > JSON.stringify(held));
}

/** A sent form wins over a draft of the same instant. */
export function replacesForm(held: FormState | null, next: FormState): boolean {
  if (held === null || next.at !== held.at) return held === null || next.at > held.at;
  return next.draft === null ? held.draft !== null : held.draft !== null && JSON.stringify(next.draft) > JSON.stringify(held.draft);
}

const BROWSERS: readonly [RegExp, string][] = [
  [/Edg(?:e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/Linux/, 'Linux'],
];

/** `Chrome on Windows`; the device's own name when an app sends it. */
function deviceOf(context: Json | undefined): string | null {
  if (!isObject(context)) return null;
  const device = context['device'];
  if (isObject(device)) {
    const name = device['name'] ?? device['model'] ?? device['type'];
    if (typeof name === 'string' && name !== '') return shown(name, 60);
  }
  const agent = context['userAgent'];
  if (typeof agent !== 'string') return null;
  const browser = BROWSERS.find(([pattern]) => pattern.test(agent))?.[1];
  const system = SYSTEMS.find(([pattern]) => pattern.test(agent))?.[1];
  return browser === undefined ? (system ?? null) : system === undefined ? browser : `${browser} on ${system}`;
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
