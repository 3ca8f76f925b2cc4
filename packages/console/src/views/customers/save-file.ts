// Offers bytes that are here as a download: the relay's own files need the console's header, so a link alone would not do.

/** How long the browser gets to take it over. */
const KEPT_MS = 60_000;

export function saveFile(bytes: Blob, name: string): void {
  const url = URL.createObjectURL(bytes);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
