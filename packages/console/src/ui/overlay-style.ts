// Styles of what opens above the panes; worn with the first dialog, sheet or page. A layer below the overlays' own, so that whatever a part
// says of its own dialog stands, in whichever order the two are worn.
export const OVERLAY_STYLE = `@layer overlay.base {
.dialog{padding:0;border:0;border-radius:var(--radius-l);background:var(--raised);color:var(--ink);box-shadow:var(--shadow)}
.dialog::backdrop{background:#0f121473}
.dialog-box{width:min(460px,calc(100vw - 32px))}
.dialog-sheet{width:min(440px,100vw);max-width:none;height:100vh;height:100dvh;max-height:none;margin:0;margin-inline-start:auto;border-radius:0}
.dialog-body{padding:20px 22px 22px}
.dialog .choice{border-color:var(--line-strong)}
.dialog .choice[aria-pressed=true]{border-color:transparent}
.dialog-head{display:flex;align-items:flex-start;justify-content:space-between;gap:12px;margin-bottom:12px}
.dialog-head h2{padding-top:4px;font-size:var(--text-xl);overflow-wrap:anywhere}
.dialog-lead{margin-bottom:16px;color:var(--ink-2)}
.dialog-foot{display:flex;flex-wrap:wrap;justify-content:flex-end;gap:8px;margin-top:20px}
@media(max-width:479.98px){.dialog-foot .button{flex:1 1 auto}}
.targets{display:grid;max-height:260px;margin:0 0 16px;padding:4px;overflow-y:auto;border:1px solid var(--line-strong);border-radius:var(--radius)}
.targets legend{padding:0 4px;margin-inline-start:6px;font-weight:600}
.target{display:flex;align-items:center;gap:10px;min-height:38px;padding:0 10px;border-radius:6px;cursor:pointer}
.target:hover{background:var(--hover)}
.target:has(:checked){background:var(--accent-soft)}
.target input{width:16px;height:16px;margin:0;accent-color:var(--accent)}
.target-name{flex:1;font-weight:550}
.target-lines{flex:1;display:grid;padding:8px 0}
.target-about{color:var(--ink-2);font-size:var(--text-s)}
.shortcuts{display:grid;gap:6px}
.shortcuts>div{display:grid;grid-template-columns:128px minmax(0,1fr);gap:12px}
.shortcuts dt{display:flex;align-items:flex-start;gap:5px}
.source{display:grid;gap:10px;padding:14px 0;border-top:1px solid var(--line)}
.source h3{font-size:var(--text-l)}
.source-head{display:flex;flex-wrap:wrap;justify-content:space-between;gap:4px 12px;color:var(--ink-2)}
.source-tags{display:flex;flex-wrap:wrap;gap:4px 10px;color:var(--ink-2)}
.source-tags:empty{display:none}
.source .button{justify-self:start}
.source-data{display:grid;border:1px solid var(--line);border-radius:var(--radius);overflow:hidden}
.source-data>div{display:grid;grid-template-columns:38% minmax(0,1fr);gap:10px;padding:6px 12px}
.source-data>div:nth-child(odd){background:var(--sunken)}
.source-data dt{color:var(--ink-2);overflow-wrap:anywhere}
.source-data dd{overflow-wrap:anywhere}
.source-rests{display:grid}
.source-rests .source:last-child{padding-bottom:0}
.masked-value{display:flex;flex-wrap:wrap;align-items:center;gap:6px 12px;overflow-wrap:anywhere}
.milestones{display:grid;gap:6px}
.milestone{display:flex;justify-content:space-between;gap:12px;padding-inline-start:12px;border-inline-start:3px solid var(--line-strong)}
.milestone-done,.milestone-current{border-color:var(--accent)}
.milestone-current{font-weight:600}
.milestone-failed{border-color:var(--bad)}
.field-choices{margin:-6px 0 16px}
.match-check{margin:14px 0;padding:0;border:0}
.match-check legend{margin-bottom:6px;padding:0;font-weight:600}
.check{display:flex;align-items:center;gap:8px;margin-inline-end:14px;min-height:32px;font-weight:550}
.check input{flex:none;width:18px;height:18px;margin:0;accent-color:var(--accent)}
.merge-preview{display:grid;gap:10px;margin-bottom:16px}
.combobox{position:relative}
.combobox-list{position:absolute;z-index:2;inset-inline:0;top:calc(100% + 4px);max-height:240px;padding:4px;overflow-y:auto;border:1px solid var(--line-strong);border-radius:var(--radius);background:var(--raised);box-shadow:var(--shadow)}
.combobox-list[hidden]{display:none}
.combobox-list li{display:flex;justify-content:space-between;gap:10px;padding:6px 10px;border-radius:6px;cursor:pointer}
.combobox-list li[aria-selected=true],.combobox-list li:hover{background:var(--accent-soft);color:var(--accent-ink)}
}`;
