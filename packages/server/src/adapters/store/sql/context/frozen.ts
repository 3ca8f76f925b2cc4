// A frozen context as it was frozen. Checked against the schema but not rebuilt by it: a decoder that reorders or drops a field would
// change the bytes that an agent was shown (K41).
import { z } from 'zod';
import { handoffContext } from '@throughline/types/decode';
import type { HandoffContext } from '@throughline/types';

const Frozen = z.custom<HandoffContext>((value) => handoffContext.HandoffContext.safeParse(value).success, 'a frozen context that is none');

export function decodeFrozen(text: string): HandoffContext {
  return Frozen.parse(JSON.parse(text));
}
