// A list above the composer, one of which is marked: by what is typed in the composer, or in a field of its own (ARIA listbox).
import type { ComponentChildren, VNode } from 'preact';
import type { Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

export interface Pickable {
  key: string;
  name: string;
  about: ComponentChildren;
  body?: string;
}

export interface PickerProps {
  id: string;
  label: string;
  items: readonly Pickable[];
  marked: number;
  pick(index: number): void;
  /** Said where nothing fits. */
  none: string;
  children?: ComponentChildren;
}

export function Picker({ id, label, items, marked, pick, none, children }: PickerProps): VNode {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.children[marked]?.scrollIntoView({ block: 'nearest' }), [marked]);
  return (
    <div class="picker">
      {children}
      {items.length === 0 && <p class="picker-none">{none}</p>}
      <ul ref={list} id={id} class="picker-list" role="listbox" aria-label={label} hidden={items.length === 0}>
        {items.map((item, index) => (
          <li
            key={item.key}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === marked}
            onPointerDown={(event) => {
              event.preventDefault(); // the field keeps the focus
              pick(index);
            }}
          >
            <span class="picker-top">
              <bdi>{item.name}</bdi>
              {item.about}
            </span>
            {item.body !== undefined && (
              <span class="picker-body" dir="auto">
                {item.body}
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What a key does in a list: the new mark, `pick`, `close`, or null where the key is not the list's. */
export function pickerKey(event: KeyboardEvent, marked: Signal<number>, count: number): 'moved' | 'pick' | 'close' | null {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return null;
  if (event.key === 'Escape') return 'close';
  if (count === 0) return null;
  if (event.key === 'Enter' || event.key === 'Tab') return event.shiftKey ? null : 'pick';
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return null;
  marked.value = (marked.value + (event.key === 'ArrowDown' ? 1 : -1) + count) % count;
  return 'moved';
}
