// Styles of files and offered answers, in the thread and in the composer; worn with their first use.
export const MESSAGE_MORE_STYLE = `@layer thread {
.files{display:grid;grid-template-columns:minmax(0,1fr);justify-items:start;gap:6px;max-width:100%;margin-top:4px}
.message-agent .files{justify-items:end}
.file{display:grid;grid-template-columns:minmax(0,auto);gap:6px;max-width:100%;padding:7px 11px;border:1px solid var(--line);border-radius:var(--radius-l);background:var(--raised);color:var(--ink);text-align:start}
.file:hover{border-color:var(--line-strong)}
.file-picture{max-width:100%;overflow:hidden;border-radius:var(--radius);background:var(--sunken)}
.file-picture img{display:block;width:100%;height:100%;object-fit:cover}
.file-line{display:flex;min-width:0;align-items:center;gap:7px}
.file-name{min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;font-weight:550}
.file-size{flex:none;color:var(--ink-2);font-size:var(--text-s)}
.quick-offered{margin-top:6px}
.attached, .quick{display:flex;flex-wrap:wrap;align-items:center;gap:6px;padding:2px 6px 8px}
.attached .chip, .quick .chip{max-width:100%;padding-inline-end:2px;line-height:24px}
.attached progress{width:64px;height:6px;accent-color:var(--accent)}
.chip-remove{display:inline-grid;place-items:center;flex:none;width:24px;height:24px;padding:0;border:0;border-radius:50%;background:none;color:inherit}
.quick-field{flex:1 1 130px;min-width:0;max-width:240px;min-height:30px;padding:2px 10px;border:1px dashed var(--line-strong);border-radius:99px;background:none}
.composer-drop{border-color:var(--accent);background:var(--accent-soft)}
}`;
