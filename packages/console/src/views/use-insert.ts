// Puts a known value into the draft, at the end, and the focus back into the composer. The draft is kept like anything typed (K32).
import { EMPTY_DRAFT } from '../state/store.js';
import { useConsole } from './console-context.js';

export function useInsert(): (conv: string, value: string) => void {
  const { store, actions, panels } = useConsole();
  return (conv, value) => {
    const draft = store.drafts.value.get(conv) ?? EMPTY_DRAFT;
    const gap = draft.text === '' || /\s$/.test(draft.text) ? '' : ' ';
    actions.setDraft(conv, { ...draft, text: `${draft.text}${gap}${value}` });
    panels.focusComposer.value += 1;
  };
}
