import type { Edit } from './edits.mjs';

export const NAMES: readonly string[];
export const failpoints: readonly (Edit & { names: string[]; store: 'sqlite' | 'postgres' | 'both' })[];
