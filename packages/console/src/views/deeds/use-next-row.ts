// Where the focus goes when a conversation leaves its list (K117): the next row, else the one before it.
import { useConsole } from '../console-context.js';

/** Call before the deed; what it answers, after it. */
export function useNextRow(): (conv: string) => () => void {
  const { store } = useConsole();
  return (conv) => {
    const ids = store.listed.value;
    const at = ids.indexOf(conv);
    const next = at < 0 ? undefined : (ids[at + 1] ?? ids[at - 1]);
    return () => {
      if (next === undefined || store.open.value?.id !== conv) return; // somewhere else already
      store.cursor.value = next;
      const row = [...document.querySelectorAll<HTMLElement>('[data-conv]')].find((one) => one.dataset['conv'] === next);
      row?.focus();
    };
  };
}
