// Styles of the facts, menus and dialogs of a conversation; worn with their first use.
export const DEEDS_STYLE = `@layer thread {
.thread-facts{display:flex;flex-basis:100%;flex-wrap:wrap;align-items:center;gap:5px 8px;min-height:24px}
.thread-facts:empty{display:none}
.fact-button{border:0;cursor:pointer}
.fact-button:hover{background:var(--line)}
.fact-why{color:var(--ink-2);font-size:var(--text-s)}
.chip-priority-urgent{background:var(--bad-soft);color:var(--bad)}
.chip-priority-high{background:var(--warn-soft);color:var(--warn)}
.tag-dot{width:7px;height:7px;border-radius:50%;background:currentcolor}
.tag-grey{color:var(--ink-2)}.tag-red{color:var(--bad)}.tag-amber{color:var(--warn)}.tag-green{color:var(--good)}.tag-blue{color:var(--hue-0)}.tag-violet{color:var(--hue-2)}
.viewers{display:inline-flex;align-items:center;gap:6px;margin-inline-start:auto;color:var(--ink-2);font-size:var(--text-s)}
.viewers .avatar{width:22px;height:22px;font-size:.5625rem;box-shadow:0 0 0 2px var(--surface)}
.viewers .avatar+.avatar{margin-inline-start:-12px}
.viewers-writes{color:var(--accent-ink);font-weight:600}
.merged-into{display:flex;flex-basis:100%;align-items:center;gap:8px;padding:7px 11px;border-radius:var(--radius);background:var(--warn-soft);color:var(--warn);font-weight:550}
.pinned{display:flex;flex-basis:100%;align-items:flex-start;gap:8px;max-height:84px;padding:6px 11px;overflow:auto;border:1px solid var(--note-line);border-radius:var(--radius);background:var(--note);font-size:var(--text-m)}
.pinned>.text{flex:1;min-width:0}
.pinned .icon{flex:none;margin-top:3px;color:var(--note-ink)}
.menu-anchor{position:relative}
.menu{position:absolute;z-index:5;inset-inline-end:0;top:calc(100% + 6px);display:grid;min-width:230px;padding:5px;border:1px solid var(--line-strong);border-radius:10px;background:var(--raised);box-shadow:var(--shadow)}
.menu-up{top:auto;bottom:calc(100% + 6px)}
.menu [role^=menuitem]{display:flex;align-items:center;gap:10px;min-height:34px;padding:4px 10px;border:0;border-radius:6px;background:none;color:var(--ink);font-weight:500;text-align:start;white-space:nowrap}
.menu [role^=menuitem]:hover,.menu [role^=menuitem]:focus-visible{background:var(--hover)}
.menu [role^=menuitem] kbd{margin-inline-start:auto}
.menu [role^=menuitem] .icon{color:var(--ink-2)}
.menu [aria-checked=true]{color:var(--accent-ink);font-weight:650}
.menu hr{width:100%;margin:4px 0;border:0;border-top:1px solid var(--line)}
.menu-title{padding:4px 10px 2px;color:var(--ink-2);font-size:var(--text-s);font-weight:600}
.note-actions{display:inline-flex;gap:2px;margin-inline-start:auto}
.note-actions .icon-button{width:26px;height:26px;color:var(--note-ink)}
.note-actions .link-button{min-height:26px;color:var(--note-ink);font-size:var(--text-s)}
.note-edit{display:grid;flex-basis:100%;gap:8px}
.note-edit textarea{width:100%;min-height:76px;padding:8px 10px;border:1px solid var(--note-line);border-radius:var(--radius);background:var(--surface);font-size:var(--text-l);resize:vertical}
.note-head:has(.note-edit){flex-wrap:wrap}
.note:has(.note-edit)>.text{display:none}
.mention{padding:0 3px;border-radius:4px;background:color-mix(in srgb,var(--note-button) 16%,transparent);color:var(--note-ink);font-weight:650}
.mention-me{background:var(--accent-soft);color:var(--accent-ink)}
.held .bubble{background:none;box-shadow:inset 0 0 0 1.5px var(--accent)}
.held-undo{font-weight:650}
.earlier{display:grid;align-self:stretch;gap:2px;margin-bottom:14px}
.earlier-head{display:flex;flex-wrap:wrap;align-items:center;gap:4px 8px;padding:7px 12px;border:1px solid var(--line);border-radius:var(--radius);background:var(--sunken);color:var(--ink-2)}
.earlier-head b{color:var(--ink)}
.earlier-head .link-button{margin-inline-start:auto}
.earlier-lines{display:flex;flex-direction:column;padding:0 0 10px 14px;border-inline-start:2px solid var(--line)}
.earlier-more{justify-self:center}
.merge-actions{display:flex;justify-content:center;gap:4px}
}
@layer overlay {
.times{display:grid;gap:2px;margin-bottom:16px;padding:4px;border:1px solid var(--line);border-radius:10px}
.time-choice{display:flex;align-items:center;gap:10px;min-height:42px;padding:6px 12px;border:0;border-radius:7px;background:none;color:var(--ink);font-weight:550;text-align:start}
.time-choice:hover,.time-choice:focus-visible{background:var(--hover)}
.time-choice .icon{color:var(--ink-2)}
.time-choice span:nth-of-type(2){margin-inline-start:auto;color:var(--ink-2);font-weight:400}
.time-result{display:block;min-height:20px;color:var(--accent-ink);font-weight:600}
.time-result-none{color:var(--ink-2);font-weight:400}
.tag-list{display:flex;flex-wrap:wrap;gap:6px;min-height:28px;margin-bottom:14px}
.tag-list .chip{min-height:26px;padding-inline-start:10px;font-size:var(--text-m)}
.tag-list .icon-button{width:24px;height:24px}
.tag-field .combobox-list{position:static;box-shadow:none}
.asked-list{display:grid;gap:4px;margin-bottom:14px}
.asked-list li{display:flex;align-items:center;gap:8px;min-height:34px;padding:2px 6px 2px 12px;border-radius:var(--radius);background:var(--sunken)}
.asked-list .link-button{margin-inline-start:auto}
@media (max-width:480px){.time-choice{flex-wrap:wrap;gap:2px 10px}.dialog-body{padding:16px 16px 18px}}
@media (pointer:coarse){.menu [role^=menuitem]{min-height:44px}}
}`;
