// What a site's people may decide about its widget beyond the shape of it: what one field says must fit the others (W190).
import type { WidgetConfigUpdate } from '@throughline/types';

const LANGUAGE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
/** Every page reads the configuration before it draws. */
const TEXTS_MAX_CHARS = 32_000;

/** `field.path: reason` of the first thing that does not fit; null when everything does. */
export function flawOfWidget({ locale, texts, form }: WidgetConfigUpdate): string | null {
  if (locale !== undefined && !LANGUAGE.test(locale)) return 'locale: no language tag, such as en or de-DE';
  const strange = Object.keys(texts ?? {}).find((language) => !LANGUAGE.test(language));
  if (strange !== undefined) return `texts.${strange}: no language tag, such as en or de-DE`;
  if (JSON.stringify(texts ?? {}).length > TEXTS_MAX_CHARS) return `texts: more than ${TEXTS_MAX_CHARS} characters together`;
  return form === undefined ? null : flawOfForm(form);
}

function flawOfForm({ when, fields }: NonNullable<WidgetConfigUpdate['form']>): string | null {
  if (when !== 'never' && fields.length === 0) return 'form.fields: a form that is shown asks at least one question';
  const ids = fields.map(({ id }) => id);
  for (const [index, { id, type, choices, url }] of fields.entries()) {
    const at = `form.fields.${index}`;
    if (ids.indexOf(id) !== index) return `${at}.id: ${id} stands twice`;
    if (type === 'choice' && choices.length < 2) return `${at}.choices: a choice needs two at least`;
    if (new Set(choices).size < choices.length) return `${at}.choices: one stands twice`;
    if (type === 'consent' && url === undefined) return `${at}.url: says what is consented to`;
  }
  return null;
}
