// What is wrong with a field, once it was left or somebody tried to save.
import type { PageKind } from '../../state/settings-api.js';
import type { Editor } from './use-editor.js';

export const flawOf = <K extends PageKind>({ touched, flaws }: Editor<K>, field: string): string | null =>
  touched.value.has(field) ? (flaws.value.get(field) ?? null) : null;
