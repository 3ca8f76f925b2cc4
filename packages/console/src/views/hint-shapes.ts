// What the hint slot shows, and what it is asked about (K34–K36).
import type { HandoffContext } from '@throughline/types';
import type { IconName } from '../ui/Icon.js';

export interface ShownHint {
  kind: 'fact' | 'promise' | 'language';
  icon: IconName;
  words: string;
  /** On the button; empty: there is nothing to do but to know it. */
  verb: string;
  accept(): void;
}

export interface HintOptions {
  conv: string;
  /** Empty in note mode: notes ask and promise nothing. */
  text: string;
  context: HandoffContext | null;
  /** What the customer writes in, where it is known. */
  language: string | null;
}
