// The site's reasons, for pickers, for the words of a rule and of a filter.
import type { ReasonView } from '@throughline/types';
import { reasonWords } from '../state/reason-words.js';
import { useConsole } from './console-context.js';
import { useAsked } from './use-asked.js';

export function useReasons(): { all: readonly ReasonView[]; label(code: string): string } {
  const { actions } = useConsole();
  const { value } = useAsked('reasons', () => actions.ask((api) => api.reasons()));
  const all = value.value ?? [];
  return { all, label: (code) => reasonWords(all.find((reason) => reason.code === code)?.label ?? code) };
}
