// The way out: what still could have been taken back happens first, because nobody will be here when its time is over (K21).
import type { Console } from './console-context.js';

export function leave({ actions, panels }: Pick<Console, 'actions' | 'panels'>): Promise<void> {
  panels.undo.value?.doNow?.();
  return actions.signOut();
}
