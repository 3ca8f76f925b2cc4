// Styles of the first steps and of the script tag; worn with their first use.
export const SNIPPET_STYLE = `@layer list {
.first-wait{display:grid;justify-items:center;gap:16px;width:min(440px,100%)}
.list-empty .first-wait{justify-items:start;gap:12px}
.first-steps{width:min(520px,100%);margin-top:6px;border:1px solid var(--line);border-radius:var(--radius-l);background:var(--surface);text-align:start}
.first-step{display:grid;grid-template-columns:24px minmax(0,1fr) auto;gap:0 12px;align-items:center;min-height:48px;padding:10px 16px}
.first-step+.first-step{border-top:1px solid var(--line)}
.first-mark{display:grid;place-items:center;width:24px;height:24px;border:1px solid var(--line-strong);border-radius:50%;color:var(--ink-2);font-size:var(--text-s);font-weight:650}
.first-step h3{color:var(--ink);font-weight:600}
.first-step>.link-button{color:var(--ink-2);font-weight:500}
.is-done>.first-mark{border-color:transparent;background:var(--accent-soft);color:var(--accent-ink)}
.is-done h3{color:var(--ink-2);font-weight:500}
.first-body{grid-column:2/-1;display:flex;flex-wrap:wrap;gap:8px;padding:4px 0 6px}
.first-body>p{flex-basis:100%;text-wrap:pretty}
.first-fold{width:min(520px,100%);margin-top:18px}
.first-fold summary{min-height:32px;padding:6px;color:var(--accent-ink);font-weight:600;cursor:pointer}
.snippet{display:grid;justify-items:start;gap:8px;width:100%}
.first-wait>.snippet{margin-top:10px;padding-top:18px;border-top:1px solid var(--line)}
.snippet-ways{display:flex;flex-wrap:wrap;gap:8px}
.snippet pre{width:100%;padding:10px 12px;border:1px solid var(--line);border-radius:var(--radius);background:var(--sunken);color:var(--ink);text-align:start;white-space:pre-wrap;overflow-wrap:anywhere}
}`;
