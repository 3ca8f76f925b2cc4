// What the options mean. Pure. Values nobody could mean fall back to the default, never further.
export type Raw = Record<string, unknown>;

/** One record out of several; the first that has a name wins (W10). */
export function mergeOptions(sources: readonly Raw[]): Raw {
  const merged: Raw = {};
  for (const source of sources) for (const name of Object.keys(source)) merged[name] ??= source[name];
  return merged;
}

/** `true`, `"true"`, or the attribute without a value. */
export const isOn = (value: unknown): boolean => /^(true)?$/.test(`${value}`);

/** `#rrggbb`, or undefined. */
export const colorOf = (value: unknown): string | undefined => String(value).match(/^#[0-9a-f]{6}$/i)?.[0];

export const themeOf = (value: unknown): 'light' | 'dark' | 'auto' => (value === 'light' || value === 'dark' ? value : 'auto');
