// Styles of one's own account and of the people page, worn when they are first shown (K126).

export const ACCOUNT_STYLE = `
@layer overlay {
.account{width:min(720px,100%);margin-inline:auto;padding:24px}
.account-part{margin-bottom:32px;padding-bottom:8px}
.account-part+.account-part{border-top:1px solid var(--line);padding-top:26px}
.account-part h2{font-size:var(--text-l);margin-bottom:4px}
.account-part>h2+:not(p){margin-top:12px}
.account-part>p{color:var(--ink-2);margin-bottom:12px}
.account-row{display:flex;flex-wrap:wrap;gap:8px;align-items:center;margin-top:10px}
.account-done{color:var(--good)}
.account-saved{min-height:1.5em;color:var(--ink-2)}
.state-mark{display:inline-block;padding:1px 9px;border-radius:99px;background:var(--sunken);color:var(--ink-2);font-size:var(--text-s);font-weight:550}
.state-mark.is-on{background:var(--good-soft);color:var(--good)}
.state-mark.is-off{background:var(--warn-soft);color:var(--warn)}
.rows{margin:0;padding:0;border:1px solid var(--line);border-radius:var(--radius-l);background:var(--surface);list-style:none}
.rows>li{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:2px 14px;align-items:center;min-height:56px;padding:9px 14px}
.rows>li+li{border-top:1px solid var(--line)}
.row-name{font-weight:550;overflow-wrap:anywhere}
.row-sub{color:var(--ink-2);font-size:var(--text-s);overflow-wrap:anywhere}
.row-marks{display:flex;flex-wrap:wrap;gap:6px;align-items:center}
.person{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:2px 14px;align-items:center;width:100%;min-height:56px;padding:9px 14px;border:0;border-radius:inherit;background:none;color:inherit;font:inherit;text-align:start;cursor:pointer}
.person:hover{background:var(--hover)}
.rows>li:has(.person){display:block;padding:0}
.person.is-away .row-name{color:var(--ink-2)}
.people-head{display:flex;flex-wrap:wrap;gap:10px;align-items:center;justify-content:space-between;margin-bottom:12px}
.people-find{width:min(280px,100%);min-height:36px;padding:6px 12px;border:1px solid var(--line-strong);border-radius:var(--radius);background:var(--surface);color:inherit;font:inherit}
.kinds{display:grid;grid-template-columns:minmax(0,1fr) 80px 80px;gap:4px 8px;align-items:center;margin:6px 0 14px}
.kinds b{font-size:var(--text-s);color:var(--ink-2);font-weight:550;text-align:center}
.kinds label{display:flex;justify-content:center;min-height:28px;align-items:center}
.kinds input,.checks input{accent-color:var(--accent)}
.checks{display:grid;gap:6px;margin:4px 0 14px;padding:0;border:0}
.checks legend{font-weight:600;padding:0;margin-bottom:4px}
.checks label{display:flex;gap:9px;align-items:center;min-height:28px}
.quiet{display:flex;gap:10px;align-items:end}
.quiet .field{flex:0 1 150px}
.danger-zone{display:grid;gap:8px;margin-top:18px;padding-top:14px;border-top:1px solid var(--line)}
@media (max-width:767.98px){.account{padding:16px 14px}.rows>li{grid-template-columns:minmax(0,1fr)}.person{grid-template-columns:minmax(0,1fr)}}
}`;
