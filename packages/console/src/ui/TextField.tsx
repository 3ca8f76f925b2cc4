// One labelled line of free text in a dialog; the hint is its description.
import type { VNode } from 'preact';
import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';

export interface TextFieldProps {
  label: string;
  value: Signal<string>;
  maxLength: number;
  hint?: string;
  autoFocus?: boolean;
  required?: boolean;
}

export function TextField({ label, value, maxLength, hint, autoFocus = false, required = false }: TextFieldProps): VNode {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        autoComplete="off"
        autoFocus={autoFocus}
        required={required}
        maxLength={maxLength}
        value={value.value}
        {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
        onInput={(event) => (value.value = event.currentTarget.value)}
      />
      {hint !== undefined && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
