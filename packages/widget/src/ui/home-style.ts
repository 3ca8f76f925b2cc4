// Style of the list of conversations. Same invariants as panel-style.ts.
export const homeStyle = `
.home { flex: 1; min-height: 0; overflow-y: auto; padding: 18px 12px 12px }
.home h3 { margin: 0 8px 6px; font-size: 13px; font-weight: 600; color: var(--dim) }
.home ul { list-style: none; padding: 0 }
.panel .row { display: grid; grid-template-columns: 1fr auto; gap: 1px 12px; width: 100%; padding: 11px 12px; border-radius: 14px }
.panel .row:hover { background: var(--soft) }
.row b { font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.row span { font-size: 13.5px; color: var(--dim); overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.row span:nth-child(even) { font-size: 12px; line-height: 22px; text-align: end }
.row .new { justify-self: end; align-self: center; min-width: 20px; padding: 0 6px; border-radius: 10px; font-size: 12px; line-height: 20px; font-weight: 620; text-align: center; color: var(--tl-on); background: var(--tl-brand) }
.panel .begin {
  flex: none; display: flex; align-items: center; justify-content: center; gap: 8px; margin: 4px 16px calc(16px + env(safe-area-inset-bottom)); min-height: 46px;
  border-radius: 14px; font-weight: 620; color: var(--tl-on); background: var(--tl-brand); transition: transform .15s, box-shadow .15s;
}
.panel .begin:hover { transform: translateY(-1px); box-shadow: 0 6px 16px -6px #0006 }`;
