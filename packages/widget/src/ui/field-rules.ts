// What a field of the form accepts and what the browser may fill in (W190). The browser checks; what it may say is ours (3.3.1, 3.3.3).
import type { InputHTMLAttributes } from 'preact';
import type { FormField } from '@throughline/types';

interface FieldRule {
  input: InputHTMLAttributes<HTMLInputElement>;
  /** How it may look; for who got it wrong. */
  example?: string;
}
const TEXT: FieldRule = { input: { type: 'text', dir: 'auto', pattern: '.*\\S.*' } };
const RULES: Readonly<Record<string, FieldRule>> = {
  email: { input: { type: 'email', dir: 'ltr', autocomplete: 'email', pattern: '.+@.+\\..+' }, example: 'name@example.com' },
  phone: {
    input: { type: 'tel', dir: 'ltr', autocomplete: 'tel', pattern: '\\+?[\\d \\(\\)\\.\\/\\-]{4,40}' },
    example: '+44 20 7946 0000',
  },
  // No spinner, no wheel, and a comma is fine.
  number: { input: { type: 'text', dir: 'ltr', inputMode: 'decimal', pattern: '[+\\-]?\\d+([.,]\\d+)*' }, example: '42' },
  date: { input: { type: 'date' } },
};
export const ruleOf = ({ type }: FormField): FieldRule => RULES[type] ?? TEXT;

type Fill = (typeof FILLS)[number];
const FILLS = ['name', 'given-name', 'family-name', 'organization', 'postal-code', 'street-address', 'bday'] as const;
/** The autocomplete token that a field's id names (1.3.5): `name`, `given_name`, `postal_code` … */
export function fillOf({ id }: FormField): 'off' | Fill {
  const name = id.replace('_', '-');
  return FILLS.find((token) => token === name) ?? 'off';
}
