// What the visitor's screen asks for: small or not (W137), light or dark (W152): what the site asked for, else the page's declared colour scheme, else the visitor's.
export const isSmall = (): boolean => matchMedia('(max-width: 480px), (max-height: 600px) and (pointer: coarse)').matches; // same as in panel-style.ts

const query = (): MediaQueryList => matchMedia('(prefers-color-scheme: dark)');

export function isDark(theme: 'light' | 'dark' | 'auto'): boolean {
  if (theme !== 'auto') return theme === 'dark';
  const declared = getComputedStyle(document.documentElement).colorScheme;
  const [light, dark] = [/\blight\b/.test(declared), /\bdark\b/.test(declared)];
  return light === dark ? query().matches : dark;
}

/** Calls `changed` when the visitor's preference changes. Returns the undo. */
export function onThemeChange(changed: () => void): () => void {
  const list = query();
  list.addEventListener('change', changed);
  return () => list.removeEventListener('change', changed);
}
