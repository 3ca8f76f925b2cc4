// Worn by the search page.
export const SEARCH_STYLE = `
@layer shell {
  .search-field { flex: 1; min-width: 0; min-height: 40px; padding: 0 4px; border: 0; background: none; font-size: var(--text-l); }
  .search-field:focus-visible { outline: none; }
  .search-head:focus-within { box-shadow: inset 0 -2px 0 var(--focus); }
  .search-body { display: grid; gap: 12px; max-width: 820px; margin: 16px auto; padding-inline: 18px; }
  .search-help, .search-none { color: var(--ink-2); }
  .search-results { display: grid; gap: 6px; }
  .search-hit { display: grid; gap: 3px; padding: 11px 14px; border: 1px solid var(--line); border-radius: 10px; background: var(--surface); color: inherit; text-decoration: none; }
  .search-hit:hover { border-color: var(--line-strong); background: var(--raised); }
  .search-top { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; min-width: 0; }
  .search-when { margin-inline-start: auto; color: var(--ink-2); font-size: var(--text-s); }
  .search-text { color: var(--ink-2); overflow-wrap: anywhere; }
  .search-hit mark { padding: 0 1px; border-radius: 3px; background: var(--note); color: var(--note-ink); font-weight: 650; }
}`;
