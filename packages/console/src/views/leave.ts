// The way out: what still could have been taken back happens first, because nobody will be here when its time is over (K21).
import type { Answer } from '../state/answer.js';
import type { Console } from './console-context.js';

export function leave({ actions, panels }: Pick<Console, 'actions' | 'panels'>, putBack = false): Promise<Answer<null>> {
  panels.undo.value?.doNow?.();
  return actions.signOut(putBack);
}
