// What a site decides about its widget. Kept with the site; read by the console's settings page and, by every page, without its secrets.
import { z } from 'zod';
import { FieldId, Text } from './primitives.js';

/** `http:` only of a developer's own machine. */
const HttpsUrl = Text(2_000).regex(/^(?:https:\/\/[^\s]+|http:\/\/localhost(?:[:/?#][^\s]*)?)$/);

/** One question of the form (W190). */
export const FormField = z.strictObject({
  /** Names the answer for ever: the fact it becomes is found by it. */
  id: FieldId,
  type: z.enum(['text', 'email', 'phone', 'number', 'choice', 'checkbox', 'date', 'consent']),
  label: Text(80).min(1),
  required: z.boolean().default(false),
  /** Of `choice`. */
  choices: z.array(Text(80).min(1)).max(20).default([]),
  /** Of `consent`: what is consented to. */
  url: HttpsUrl.optional(),
});
export type FormField = z.infer<typeof FormField>;

export const WidgetConfig = z.strictObject({
  greeting: Text(200),
  /** Hex colour, `#rrggbb`. */
  color: z.string().regex(/^#[0-9a-f]{6}$/i),
  position: z.enum(['end', 'start']),
  /** BCP 47; used when neither page nor browser names a language the widget speaks. */
  locale: Text(35).default('en'),
  /** Language → English words of the widget → what the site says instead (W141). `greeting` is the key of the greeting. */
  texts: z.record(Text(35), z.record(Text(200), Text(400))).default({}),
  policyUrl: HttpsUrl.optional(),
  form: z
    .strictObject({ when: z.enum(['never', 'before', 'after']).default('never'), fields: z.array(FormField).max(5).default([]) })
    .default({ when: 'never', fields: [] }),
  /** Asked after a conversation is closed (W200). */
  survey: z
    .strictObject({ satisfaction: z.boolean().default(true), effort: z.boolean().default(true) })
    .default({ satisfaction: true, effort: true }),
  files: z.boolean().default(true),
  sound: z.boolean().default(true),
  /** Unread count in the page's title (W181). */
  titleBadge: z.boolean().default(true),
  /** Offer desktop notifications after the first sent message (W180). */
  notifications: z.boolean().default(false),
  transcript: z.boolean().default(true),
  /** Show the site's business hours (`hours` of its settings) and say when an answer is expected. */
  showHours: z.boolean().default(false),
});
export type WidgetConfig = z.infer<typeof WidgetConfig>;
/** What has to be said; the rest has defaults. */
export type WidgetConfigInput = z.input<typeof WidgetConfig>;
/** PATCH /api/v1/widget: what is named changes, the rest stays. */
const shape = WidgetConfig.shape;
export const WidgetConfigUpdate = z
  .strictObject({
    greeting: shape.greeting,
    color: shape.color,
    position: shape.position,
    locale: shape.locale.unwrap(),
    texts: shape.texts.unwrap(),
    policyUrl: shape.policyUrl.nullable(),
    form: shape.form.unwrap(),
    survey: shape.survey.unwrap(),
    files: shape.files.unwrap(),
    sound: shape.sound.unwrap(),
    titleBadge: shape.titleBadge.unwrap(),
    notifications: shape.notifications.unwrap(),
    transcript: shape.transcript.unwrap(),
    showHours: shape.showHours.unwrap(),
  })
  .partial();
export type WidgetConfigUpdate = z.infer<typeof WidgetConfigUpdate>;
/** `was`: what the caller saw of what it changes; when somebody else changed it since, nothing is changed: `conflict`. */
export const WidgetConfigChange = WidgetConfigUpdate.extend({ was: WidgetConfigUpdate.optional() });
export type WidgetConfigChange = z.infer<typeof WidgetConfigChange>;

/** Whether somebody can be expected to answer. Changes by itself at `changesAt`. */
export const Availability = z.object({
  open: z.boolean(),
  /** UTC instant at which `open` flips; absent: never, as far as the hours say. */
  changesAt: z.iso.datetime().optional(),
  /** Median time to the first answer of the last 28 days, ms; absent with fewer than 10 conversations. */
  replyMs: z.int().min(0).optional(),
});
export type Availability = z.infer<typeof Availability>;
