// Styles that come with a part loaded later (K126). A constructed sheet needs no leave of the console's policy (S58).
const worn = new Set<string>();

/** Worn once and kept: coming back draws at once. Put on while drawing, so that what is around comes before what is in it. */
export function useStyle(css: string): void {
  if (worn.has(css) || !('adoptedStyleSheets' in document)) return;
  worn.add(css);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
