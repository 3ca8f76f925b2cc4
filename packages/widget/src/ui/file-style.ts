// Style of any file, chosen or shown: one row, name over size. Same invariants as panel-style.ts.
export const fileStyle = `
.panel .rows { padding: 0; list-style: none; display: grid; gap: 4px }
.panel .file {
  display: grid; grid-template-columns: 36px 1fr auto auto; align-items: center; column-gap: 10px; padding: 5px; border-radius: 12px;
  background: var(--soft);
}
.file > :is(svg, canvas, button) { grid-row: 1/3 }
.panel li svg { justify-self: center }
.rows b { grid-row: 1; font-size: 13.5px; font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.rows :is(small, progress) { grid-area: 2/2; width: 100%; font-size: 12px; color: var(--dim) }
.rows [role=alert] { color: var(--bad) }`;
