/** One change of one built file: `find` must occur there exactly once. */
export interface Edit {
  file: string;
  find: string;
  replace: string;
}
export function editsByFile(asked: { plant: string; failpoints: boolean; clock: boolean }): Map<string, Edit[]>;
export function edited(source: string, edits: readonly Edit[]): string;
