// J, K and the arrows move along the rows of the page on screen; Enter opens, as on any link (K13, K80). The keys are those of the person.
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { commandOf } from '../../state/keys.js';
import { TYPES_INTO } from '../commands.js';
import { useConsole } from '../console-context.js';

export function useRowKeys(rows: RefObject<HTMLElement | null>): void {
  const { store } = useConsole();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
      const target = event.target instanceof Element ? event.target : null;
      // From the search box the arrow down leads into the list.
      const fromSearch = target?.matches('[data-search]') === true && event.key === 'ArrowDown' && !event.isComposing;
      const typing = target?.matches(TYPES_INTO) === true && !fromSearch;
      const stroke = {
        ...{ key: event.key, ctrl: event.ctrlKey, meta: event.metaKey, alt: event.altKey, shift: event.shiftKey },
        ...{ repeat: event.repeat, composing: event.isComposing, typing },
      };
      const command = commandOf(stroke, null, store.preferences.value);
      if (command !== 'next' && command !== 'previous') return;
      const links = [...(rows.current?.querySelectorAll<HTMLElement>('a') ?? [])];
      event.preventDefault();
      const at = links.findIndex((one) => one === document.activeElement);
      const next = links[command === 'next' ? at + 1 : Math.max(0, at - 1)];
      next?.focus();
    };
    document.addEventListener('keydown', onKeyDown, true); // before the shortcuts of the conversation list
    return () => document.removeEventListener('keydown', onKeyDown, true);
  }, []);
}
