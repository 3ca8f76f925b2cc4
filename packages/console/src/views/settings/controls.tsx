// More labelled controls of the settings pages: words, numbers, several of many.
import type { ComponentChildren, VNode } from 'preact';
import { useId } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { described, Frame } from './fields.js';
import type { Described } from './fields.js';

const wordsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,\n]/)
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  ),
];

export interface WordsProps extends Described {
  value: readonly string[];
  onValue(words: string[]): void;
  onLeave?(): void;
  placeholder?: string;
}

/** Several words in one line, with commas between them. */
export function WordsInput({ value, onValue, onLeave, placeholder, ...rest }: WordsProps): VNode {
  const id = useId();
  /** As it is typed: a comma at the end is no empty word yet. */
  const typed = useSignal<string | null>(null);
  return (
    <Frame id={id} {...rest}>
      <input
        id={id}
        type="text"
        autoComplete="off"
        dir="auto"
        placeholder={placeholder}
        value={typed.value ?? value.join(', ')}
        {...described(id, rest)}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
          onValue(wordsOf(event.currentTarget.value));
        }}
        onBlur={() => {
          typed.value = null;
          onLeave?.();
        }}
      />
    </Frame>
  );
}

export interface NumberProps extends Described {
  value: number | null;
  /** Null: emptied. */
  onValue(value: number | null): void;
  onLeave?(): void;
  min?: number;
  step?: number;
  placeholder?: string;
}

export function NumberInput({ value, onValue, onLeave, min = 0, step = 1, placeholder, ...rest }: NumberProps): VNode {
  const id = useId();
  /** As it is typed: an emptied field stays empty, whatever that counts as meanwhile. */
  const typed = useSignal<string | null>(null);
  return (
    <Frame id={id} {...rest}>
      <input
        id={id}
        type="number"
        inputMode="decimal"
        min={min}
        step={step}
        placeholder={placeholder}
        value={typed.value ?? value ?? ''}
        {...described(id, rest)}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
          const number = event.currentTarget.valueAsNumber;
          onValue(Number.isFinite(number) ? number : null);
        }}
        onBlur={() => {
          typed.value = null;
          onLeave?.();
        }}
      />
    </Frame>
  );
}

export interface CheckListProps<T extends string> {
  label: string;
  hint?: string;
  options: readonly (readonly [T, string])[];
  value: readonly T[];
  onValue(value: T[]): void;
  /** Beside an entry. */
  aside?(option: T): ComponentChildren;
}

/** Several of many. */
export function CheckList<T extends string>({ label, hint, options, value, onValue, aside }: CheckListProps<T>): VNode {
  const id = useId();
  return (
    <div class="field" role="group" aria-labelledby={`${id}-label`} {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}>
      <span class="field-label" id={`${id}-label`}>
        {label}
      </span>
      <div class="set-checks">
        {options.map(([option, words]) => (
          <div key={option} class="set-check-row">
            <label>
              <input
                type="checkbox"
                checked={value.includes(option)}
                onChange={(event) => onValue(event.currentTarget.checked ? [...value, option] : value.filter((one) => one !== option))}
              />
              <bdi>{words}</bdi>
            </label>
            {aside?.(option)}
          </div>
        ))}
      </div>
      {hint !== undefined && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
