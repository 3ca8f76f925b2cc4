/** See list.mjs. */
export interface Edit {
  file: string;
  find: string;
  replace: string;
}
export const plants: readonly { id: string; what: string; caughtBy: string; campaign?: string; alsoOff?: string; edits: readonly Edit[] }[];
export const switches: readonly { id: string; edits: readonly Edit[] }[];
