import type { Edit } from './edits.mjs';

export const clockEdits: readonly Edit[];
