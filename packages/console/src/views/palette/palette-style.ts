// Worn by the command palette.
export const PALETTE_STYLE = `
@layer overlay {
  .palette { width: min(600px, calc(100vw - 24px)); margin-block: 12vh auto; padding: 0; border: 1px solid var(--line); border-radius: var(--radius-l); background: var(--raised); color: var(--ink); box-shadow: var(--shadow); overflow: hidden; }
  .palette::backdrop { background: rgb(10 14 12 / 32%); }
  .palette-field { width: 100%; min-height: 52px; padding: 0 18px; border: 0; border-block-end: 1px solid var(--line); background: none; font-size: var(--text-l); }
  .palette-field:focus-visible { outline: none; }
  .palette-list { max-height: 50vh; overflow-y: auto; padding: 6px; }
  .palette-entry { display: flex; align-items: center; gap: 10px; min-height: 36px; padding: 0 12px; border-radius: var(--radius); cursor: pointer; }
  .palette-entry[aria-selected='true'] { background: var(--accent-soft); color: var(--accent-ink); }
  .palette-entry[aria-disabled='true'] .palette-words { color: var(--ink-3); }
  .palette-words { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .palette-about { flex: 1; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--ink-2); font-size: var(--text-s); text-align: end; }
  .palette-none { padding: 6px 18px 18px; color: var(--ink-2); }
  @media (forced-colors: active) { .palette-entry[aria-selected='true'] { outline: 2px solid Highlight; outline-offset: -2px; } }
}`;
