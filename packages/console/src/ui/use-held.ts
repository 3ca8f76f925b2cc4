// Nothing moves under a pointer or while focus is inside (K20, K47). Tells whether somebody is in an element right now.
import type { Signal } from '@preact/signals';
import { useSignal } from '@preact/signals';

export interface Held {
  held: Signal<boolean>;
  /** To spread over the element. */
  on: {
    onPointerEnter(event: PointerEvent): void;
    onPointerLeave(): void;
    onFocusIn(event: FocusEvent): void;
    onFocusOut(event: FocusEvent): void;
  };
}

const isInside = (element: EventTarget | null, target: EventTarget | null): boolean =>
  element instanceof Node && target instanceof Node && element.contains(target);

export function useHeld(): Held {
  const held = useSignal(false);
  const pointer = useSignal(false);
  const focus = useSignal(false);
  const update = (): void => {
    held.value = pointer.value || focus.value;
  };
  return {
    held,
    on: {
      onPointerEnter: (event) => {
        pointer.value = event.pointerType === 'mouse'; // a finger that is lifted is not there any more
        update();
      },
      onPointerLeave: () => {
        pointer.value = false;
        update();
      },
      onFocusIn: (event) => {
        focus.value = event.target instanceof Element && event.target.matches(':focus-visible');
        update();
      },
      onFocusOut: (event) => {
        if (isInside(event.currentTarget, event.relatedTarget)) return;
        focus.value = false;
        update();
      },
    },
  };
}
