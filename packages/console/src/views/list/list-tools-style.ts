// Worn by the part that is loaded with the list's tools.
export const LIST_TOOLS_STYLE = `
@layer list {
  .tools { display: grid; gap: 10px; padding: 12px 14px; border-block-end: 1px solid var(--line); background: var(--sunken); max-height: 60%; overflow-y: auto; flex: none; }
  .tools-grid { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; }
  .tools-field { display: grid; gap: 3px; min-width: 0; }
  .tools-field label { color: var(--ink-2); font-size: var(--text-s); }
  .tools-field :is(select, input) { width: 100%; min-height: 32px; padding: 3px 8px; border: 1px solid var(--line-strong); border-radius: var(--radius); background: var(--surface); }
  .tools-row { display: flex; flex-wrap: wrap; gap: 6px; align-items: center; }
  .tools-row > input { flex: 1; min-width: 120px; min-height: 32px; padding: 3px 8px; border: 1px solid var(--line-strong); border-radius: var(--radius); background: var(--surface); }
  .tools-states { border: 0; margin: 0; padding: 0; }
  .tools-states legend { padding: 0; margin-block-end: 4px; color: var(--ink-2); font-size: var(--text-s); }
  .tools-problem { color: var(--bad); }
  .tools-row > .button { padding-inline: 9px; }
  .tools-count { flex: 1; font-weight: 600; }
  .due { padding: 8px 10px 8px 18px; border-block-end: 1px solid var(--line); background: var(--sunken); max-height: 45%; overflow-y: auto; flex: none; }
  .due h2 { display: flex; gap: 6px; margin: 0 0 2px; color: var(--ink-2); font-size: var(--text-s); font-weight: 600; }
  .due-count { color: var(--ink-3); font-variant-numeric: tabular-nums; }
  .due ul { display: grid; margin: 0; padding: 0; list-style: none; }
  .due-line { display: flex; align-items: center; gap: 8px; }
  .due-line > .button { flex: none; }
  .due-what { flex: 1; display: grid; min-width: 0; padding: 5px 6px; margin-inline-start: -6px; border-radius: var(--radius); color: inherit; text-decoration: none; }
  .due-what:hover { background: var(--hover); }
  .due-text { display: -webkit-box; overflow: hidden; -webkit-box-orient: vertical; -webkit-line-clamp: 2; }
  .due-when { color: var(--ink-2); font-size: var(--text-s); }
  .due-when.is-late { color: var(--bad); }
  .due-when svg { display: inline; margin-inline-end: 4px; vertical-align: -1px; }
  .bulk-ask { display: grid; gap: 8px; }
  .undo { display: flex; align-items: center; gap: 10px; padding: 8px 14px; border-block-end: 1px solid var(--line); background: var(--accent-soft); color: var(--accent-ink); flex: none; }
  .undo > span { flex: 1; }
  .undo-left { font-variant-numeric: tabular-nums; }
}`;
