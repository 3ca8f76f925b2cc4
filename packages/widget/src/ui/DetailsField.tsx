// One field of the site's form, with its label and its error.
import type { FormField } from '@throughline/types';
import { isTick } from './asking.js';
import { fillOf, ruleOf } from './field-rules.js';
import { t } from '../core/words.js';

export interface DetailsFieldProps {
  field: FormField;
  /** What the relay heard before. */
  known: string;
  /** What is wrong with it; empty: nothing. */
  flaw: string;
  /** Others are required, this is not. */
  optional: boolean;
}

export function DetailsField({ field, known, flaw, optional }: DetailsFieldProps) {
  const { id, type, label, required, choices, url } = field;
  const tick = isTick(field);
  const named = {
    id: `ask-${id}`,
    name: id,
    required,
    'aria-invalid': flaw ? true : undefined,
    'aria-describedby': flaw ? `flaw-${id}` : undefined,
  };
  return (
    <div class={tick ? 'field tick' : 'field'}>
      {tick && <input {...named} type="checkbox" defaultChecked={type === 'checkbox' && known === 'yes'} />}
      <label for={named.id} dir="auto">
        {label}
        {optional && <small> {t('(optional)')}</small>}
      </label>
      {type === 'choice' ? (
        <select {...named} dir="auto">
          <option value="">{t('Choose…')}</option>
          {choices.map((choice) => (
            <option selected={choice === known}>{choice}</option>
          ))}
        </select>
      ) : (
        !tick && <input {...named} autocomplete={fillOf(field)} maxLength={1_000} defaultValue={known} {...ruleOf(field).input} />
      )}
      {url && /^https?:/.test(url) && (
        <a href={url} target="_blank" rel="noopener noreferrer">
          {t('Read it')}
        </a>
      )}
      {flaw && (
        <p class="flaw" id={`flaw-${id}`}>
          {flaw}
        </p>
      )}
    </div>
  );
}
