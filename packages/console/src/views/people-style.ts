// Styles of choosing a person, and of what they will read; worn with their first use.
export const PEOPLE_STYLE = `@layer overlay {
.target-status{width:9px;height:9px;flex:none;border:1.5px solid var(--ink-3);border-radius:50%}
.target-online{border-color:var(--good);background:var(--good)}
.target-away{border-color:var(--warn)}
.targets .target-name{min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.targets .target-about{flex:none}
.handover{display:grid;gap:3px;padding:10px 14px;border-inline-start:3px solid var(--accent);border-start-end-radius:var(--radius);border-end-end-radius:var(--radius);background:var(--sunken);overflow-wrap:anywhere}
.handover-title{color:var(--ink-2);font-size:var(--text-s);font-weight:600}
}`;
