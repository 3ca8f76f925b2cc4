// A note that was written for a deed the relay refused is not lost: its dialog opens again with it (K82), below the reason.
import type { DeedAnswer } from '../state/deed.js';
import { useConsole } from './console-context.js';

export function useKeepNote(): (name: 'transfer' | 'consult' | 'decline', conv: string, note: string, answer: DeedAnswer) => void {
  const { store, panels } = useConsole();
  return (name, conv, note, answer) => {
    const elsewhere = store.open.value?.id !== conv || panels.dialog.value !== null;
    if (!answer.ok && note.trim() !== '' && !elsewhere) panels.dialog.value = { name, note };
  };
}
