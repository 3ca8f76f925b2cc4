// Styles that the pages beside the rail have in common; worn with the first of them.
export const PAGES_STYLE = `@layer shell {
.shell-page .pane-page{grid-column:2 / -1;background:var(--ground)}
.page-head{display:flex;align-items:center;gap:10px;background:var(--surface)}
.page-head h1{font-size:var(--text-xl)}
.page-body{flex:1;min-height:0;overflow-y:auto}
.alert-list{display:grid;gap:6px;max-width:920px;margin:18px auto;padding-inline:18px}
.alert-row{display:grid;grid-template-columns:76px minmax(0,1fr) auto;gap:4px 12px;align-items:start;padding:11px 14px;border:1px solid var(--line);border-radius:10px;background:var(--surface);color:inherit;text-decoration:none}
.alert-row:hover{border-color:var(--line-strong);background:var(--raised)}
.alert-main{display:grid;min-width:0;overflow-wrap:anywhere}
.alert-where{text-align:end}
.alert-where time{display:block}
.customer-page{display:grid;grid-template-columns:minmax(0,560px) minmax(260px,360px);grid-auto-rows:max-content;justify-content:center;align-content:start;gap:18px;padding:18px}
.customer-context,.customer-side>.context-section{border:1px solid var(--line);border-radius:var(--radius-l);background:var(--surface);overflow:hidden}
.customer-context .context-body{overflow:visible}
.customer-page{align-items:start}
.customer-side{display:grid;align-content:start;gap:18px}
.log-form{display:grid;gap:10px;padding-block:6px 8px}
.log-form .field{margin:0}
.log-form .button{justify-self:start}
.merge-line{padding-block:6px}
@media(max-width:1023.98px){.customer-page{grid-template-columns:minmax(0,1fr);padding:10px}}
@media(max-width:767.98px){.shell-page .pane-page{grid-area:1 / 1}.alert-row{grid-template-columns:minmax(0,1fr)}.alert-where{text-align:start}.alert-where time{display:inline}}
}`;
