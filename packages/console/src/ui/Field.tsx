// A labelled text field. The label is the accessible name; hint and error are its description.
import type { VNode } from 'preact';
import { useId } from 'preact/hooks';

export interface FieldProps {
  label: string;
  name: string;
  type: 'text' | 'email' | 'password';
  autoComplete: string;
  value: string;
  onValue(value: string): void;
  hint?: string;
  error?: string | null;
  minLength?: number;
  maxLength?: number;
  autoFocus?: boolean;
}

export function Field({ label, hint, error = null, onValue, type, ...rest }: FieldProps): VNode {
  const id = useId();
  const describedBy = [hint === undefined ? '' : `${id}-hint`, error === null ? '' : `${id}-error`].filter((part) => part !== '').join(' ');
  const input = {
    ...rest,
    id,
    required: true,
    'aria-invalid': error !== null,
    ...(describedBy === '' ? {} : { 'aria-describedby': describedBy }),
    onInput: (event: InputEvent & { currentTarget: HTMLInputElement }) => onValue(event.currentTarget.value),
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {type === 'password' ? (
        <input {...input} type="password" />
      ) : type === 'email' ? (
        <input {...input} type="email" />
      ) : (
        <input {...input} type="text" />
      )}
      {hint !== undefined && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error !== null && (
        <p class="field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
