// Labelled controls of the settings pages. The label is the name; hint and flaw are the description. A flaw shows once the field was left.
import type { ComponentChildren, VNode } from 'preact';
import { useId } from 'preact/hooks';
import type { WidgetSettingsModel } from './use-widget-settings.js';

/** What is wrong with a field, if it should be said by now. */
export const flawAt = (model: WidgetSettingsModel, field: string): string | null =>
  model.touched.value.has(field) ? (model.flaws.value.get(field) ?? null) : null;

export interface Described {
  label: string;
  hint?: string | undefined;
  flaw?: string | null | undefined;
}

/** Label, control, hint and flaw of one field; the control takes `described` of the same id. */
export function Frame({ id, label, hint, flaw = null, children }: Described & { id: string; children: ComponentChildren }): VNode {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children}
      {hint !== undefined && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {flaw !== null && (
        <p class="field-error" id={`${id}-flaw`} role="alert">
          {flaw}
        </p>
      )}
    </div>
  );
}

export const described = (id: string, { hint, flaw = null }: Described) => ({
  'aria-invalid': flaw !== null,
  'aria-describedby': `${hint === undefined ? '' : `${id}-hint`} ${flaw === null ? '' : `${id}-flaw`}`.trim() || undefined,
});

export interface TextProps extends Described {
  value: string;
  onValue(value: string): void;
  onLeave?(): void;
  maxLength?: number;
  placeholder?: string;
  type?: 'text' | 'url';
  dir?: 'auto' | 'ltr';
}

export function TextInput({ value, onValue, onLeave, maxLength, placeholder, type = 'text', dir = 'auto', ...rest }: TextProps): VNode {
  const id = useId();
  return (
    <Frame id={id} {...rest}>
      <input
        id={id}
        {...(type === 'url' ? { inputMode: 'url' } : {})}
        type="text"
        autoComplete="off"
        spellcheck={type !== 'url'}
        dir={dir}
        value={value}
        placeholder={placeholder}
        maxLength={maxLength}
        {...described(id, rest)}
        onInput={(event) => onValue(event.currentTarget.value)}
        onBlur={onLeave}
      />
    </Frame>
  );
}

export function TextArea({ value, onValue, onLeave, maxLength, placeholder, rows = 3, ...rest }: TextProps & { rows?: number }): VNode {
  const id = useId();
  return (
    <Frame id={id} {...rest}>
      <textarea
        id={id}
        rows={rows}
        dir="auto"
        value={value}
        placeholder={placeholder}
        maxLength={maxLength}
        {...described(id, rest)}
        onInput={(event) => onValue(event.currentTarget.value)}
        onBlur={onLeave}
      />
    </Frame>
  );
}

export interface SelectProps<T extends string> extends Described {
  value: T;
  options: readonly (readonly [T, string])[];
  onValue(value: T): void;
}

export function Select<T extends string>({ value, options, onValue, ...rest }: SelectProps<T>): VNode {
  const id = useId();
  return (
    <Frame id={id} {...rest}>
      <select
        id={id}
        value={value}
        {...described(id, rest)}
        onChange={(event) => {
          const chosen = options.find(([option]) => option === event.currentTarget.value);
          if (chosen !== undefined) onValue(chosen[0]);
        }}
      >
        {options.map(([option, words]) => (
          <option key={option} value={option} selected={option === value}>
            {words}
          </option>
        ))}
      </select>
    </Frame>
  );
}

export interface ToggleProps {
  label: string;
  hint?: string;
  on: boolean;
  onChange(on: boolean): void;
}

export function Toggle({ label, hint, on, onChange }: ToggleProps): VNode {
  const id = useId();
  return (
    <div class="toggle">
      <button
        type="button"
        role="switch"
        class="switch"
        aria-checked={on}
        aria-labelledby={`${id}-label`}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onClick={() => onChange(!on)}
      >
        <span class="switch-track" aria-hidden="true">
          <span class="switch-thumb" />
        </span>
      </button>
      <div class="toggle-words" onClick={() => onChange(!on)}>
        <span id={`${id}-label`}>{label}</span>
        {hint !== undefined && (
          <span class="field-hint" id={`${id}-hint`}>
            {hint}
          </span>
        )}
      </div>
    </div>
  );
}

/** One of few, as a row of buttons. */
export function Choice<T extends string>({ label, value, options, onValue }: Omit<SelectProps<T>, 'hint' | 'flaw'>): VNode {
  return (
    <div class="field" role="group" aria-label={label}>
      <span class="field-label" aria-hidden="true">
        {label}
      </span>
      <div class="choice-row">
        {options.map(([option, words]) => (
          <button key={option} type="button" class="choice" aria-pressed={option === value} onClick={() => onValue(option)}>
            {words}
          </button>
        ))}
      </div>
    </div>
  );
}
