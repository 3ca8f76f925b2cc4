// Saves a text as a file of the visitor's. The link is nowhere in the page, so nobody hears of its click.
const KEPT_MS = 60_000; // a slow disk may still be asking where to

/** Documents without an origin of their own are sandboxed: what they save goes nowhere. */
export const canSave = (): boolean => origin !== 'null';

export function saveText(text: string, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
