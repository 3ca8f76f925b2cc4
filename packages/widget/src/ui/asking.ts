// What there is to ask the visitor, from the site's form, what the relay heard before, and the thread (W190). Pure.
import type { FormField } from '@throughline/types';
import type { AskProps } from '../seams/later.js';
import { has, isOver } from '../core/said.js';

type Asked = Pick<AskProps, 'host' | 'view' | 'told'>;

export const isTick = ({ type }: FormField): boolean => type === 'checkbox' || type === 'consent';

/** What the relay heard before: under the field's id or, for an address or number, under what it is. */
export const knownOf = ({ id, type }: FormField, told: Asked['told']): string =>
  told[id] ?? (type === 'email' || type === 'phone' ? told[type] : '') ?? '';

/** `form`: there is something to ask · `known`: the relay has it, which is said until somebody answers. */
export function formOf({ host, view, told }: Asked): 'form' | 'known' | null {
  const { when = 'never', fields = [] } = host.settings.form ?? {};
  // Answers may lie further up than what is loaded.
  if (when === 'never' || !fields[0] || view.loading || view.blocked || view.pub.floor || has(view, 'details') || isOver(view)) return null;
  const required = fields.filter((field) => field.required);
  if ((required[0] ? required : fields).every((field) => knownOf(field, told))) return has(view, 'message', 'agent') ? null : 'known';
  return when === 'before' || has(view, 'message') ? 'form' : null;
}

/** The site asks before the first message and misses something it needs. */
export const asksFirst = (asked: Asked): boolean => {
  const { host, view } = asked;
  const { form } = host.settings;
  return (
    form?.when === 'before' &&
    form.fields.some((field) => field.required) &&
    !view.conv &&
    !has(view, 'message') &&
    formOf(asked) === 'form'
  );
};
