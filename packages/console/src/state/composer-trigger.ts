// What somebody is about to pick while they type: `/` for a saved reply, `@` for a colleague in a note (K30, K50, K65). Pure.
import type { ComposerMode } from './store.js';

export interface Trigger {
  kind: 'replies' | 'mention';
  /** Where it begins, its sign included; it ends at the caret. */
  start: number;
  /** What is typed behind the sign. */
  typed: string;
}

const REPLY = /(?:^|\s)\/([^\s/]{0,40})$/;
const MENTION = /(?:^|[^\p{L}\p{N}_])@([\p{L}\p{N}_.-]?[\p{L}\p{N}_. -]{0,40})$/u;

/** @param caret where the caret stands, with nothing selected */
export function triggerAt(text: string, caret: number, mode: ComposerMode): Trigger | null {
  const before = text.slice(0, caret);
  const [whole, typed] = (mode === 'note' ? MENTION : REPLY).exec(before) ?? [];
  if (whole === undefined || typed === undefined) return null;
  return { kind: mode === 'note' ? 'mention' : 'replies', start: caret - typed.length - 1, typed };
}
