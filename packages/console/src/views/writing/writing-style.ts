// Styles of what opens beside the composer's field; worn with its first use.
export const WRITING_STYLE = `@layer thread {
.picker{position:absolute;z-index:4;inset-inline:0;bottom:calc(100% + 8px);display:flex;flex-direction:column;max-height:min(340px,46vh);overflow:hidden;border:1px solid var(--line-strong);border-radius:12px;background:var(--raised);box-shadow:var(--shadow)}
.picker-head{display:flex;flex:none;align-items:center;gap:8px;padding:8px 8px 8px 14px;border-bottom:1px solid var(--line)}
.picker-head input{flex:1;min-width:0;min-height:32px;padding:2px 4px;border:0;background:none;font-size:var(--text-l)}
.picker-head input:focus-visible{outline:none}
.picker-title{flex:1;color:var(--ink-2);font-size:var(--text-s);font-weight:600}
.picker-list{overflow-y:auto;padding:5px;overscroll-behavior:contain}
.picker-list li{display:grid;gap:1px;padding:7px 10px;border-radius:7px;cursor:pointer}
.picker-list li[aria-selected=true]{background:var(--accent-soft)}
.picker-list li:hover{background:var(--hover)}
.picker-top{display:flex;align-items:center;gap:8px;min-width:0;font-weight:600}
.picker-top .target-about,.picker-top code{margin-inline-start:auto;flex:none;font-weight:400}
.picker-top code{padding:0 6px;border-radius:5px;background:var(--sunken);color:var(--ink-2);font-size:var(--text-s)}
.picker-body{overflow:hidden;color:var(--ink-2);font-size:var(--text-m);text-overflow:ellipsis;white-space:nowrap}
.picker-none{padding:14px 16px;color:var(--ink-2)}
.emoji{overflow-y:auto;padding:4px 10px 10px;overscroll-behavior:contain}
.emoji h3{position:sticky;top:-4px;margin:0;padding:7px 4px 4px;background:var(--raised);color:var(--ink-2);font-size:var(--text-s);font-weight:600}
.emoji-grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(38px,1fr))}
.emoji-grid button{min-height:38px;padding:0;border:0;border-radius:7px;background:none;font-size:1.375rem;line-height:1}
.emoji-grid button:hover,.emoji-grid button:focus-visible{background:var(--hover)}
.send-menu{position:absolute;inset-inline-end:8px;bottom:48px}
.send-menu .menu{position:absolute;z-index:5;inset-inline-end:0;bottom:0;top:auto;display:grid;min-width:220px;padding:5px;border:1px solid var(--line-strong);border-radius:10px;background:var(--raised);box-shadow:var(--shadow)}
.send-menu [role=menuitem]{display:flex;align-items:center;gap:10px;min-height:36px;padding:4px 10px;border:0;border-radius:6px;background:none;color:var(--ink);font-weight:500;text-align:start;white-space:nowrap}
.send-menu [role=menuitem]:hover,.send-menu [role=menuitem]:focus-visible{background:var(--hover)}
@media (pointer:coarse){.send-menu [role=menuitem],.emoji-grid button{min-height:44px}.emoji-grid{grid-template-columns:repeat(auto-fill,minmax(44px,1fr))}}
}`;
