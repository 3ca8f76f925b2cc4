// A text into which variables are put where the caret stands (K51).
import type { VNode } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { REPLY_VARIABLES } from '../../state/settings-samples.js';
import { t } from '../../state/t.js';

const TEXT_MAX_CHARS = 4_000;

export interface TextWithVariablesProps {
  label: string;
  value: string;
  flaw: string | null;
  onValue(text: string): void;
  onLeave?(): void;
}

export function TextWithVariables({ label, value, flaw, onValue, onLeave }: TextWithVariablesProps): VNode {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  function insert(name: string): void {
    const element = field.current;
    if (name === '' || element === null) return;
    const mark = name.startsWith('contact.') ? `{{${name} | fallback: "${t('there')}"}}` : `{{${name}}}`;
    const at = element.selectionStart;
    onValue(value.slice(0, at) + mark + value.slice(element.selectionEnd));
    element.focus();
    requestAnimationFrame(() => element.setSelectionRange(at + mark.length, at + mark.length));
  }
  return (
    <div class="field">
      <div class="set-field-head">
        <label for={id}>{label}</label>
        <select
          aria-label={t('Insert a variable into “{name}”', { name: label })}
          value=""
          onChange={(event) => insert(event.currentTarget.value)}
        >
          <option value="">{t('Insert a variable…')}</option>
          {REPLY_VARIABLES.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <textarea
        ref={field}
        id={id}
        rows={5}
        dir="auto"
        maxLength={TEXT_MAX_CHARS}
        value={value}
        aria-invalid={flaw !== null}
        aria-describedby={flaw === null ? undefined : `${id}-flaw`}
        onInput={(event) => onValue(event.currentTarget.value)}
        onBlur={onLeave}
      />
      {flaw !== null && (
        <p class="field-error" id={`${id}-flaw`} role="alert">
          {flaw}
        </p>
      )}
    </div>
  );
}
