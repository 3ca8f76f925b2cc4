// Style of the menu. Same invariants as panel-style.ts.
export const menuStyle = `
.more { flex: none; margin-inline-end: -8px }
.act[aria-expanded=true] { background: #8883 }
.more svg { stroke-width: 3 }
.menu {
  position: absolute; z-index: 4; inset-block-start: calc(56px + var(--safe, 0px)); inset-inline-end: 12px; width: max-content;
  max-width: calc(100% - 24px); max-height: calc(100% - 72px); overflow-y: auto; padding: 6px; border-radius: 14px;
  color: var(--fg); background: var(--bg); font-size: 14px; line-height: 20px;
  box-shadow: 0 0 0 1px var(--line), 0 24px 64px -12px rgb(16 24 40 / .32);
}
.panel [role^=menuitem] {
  display: flex; align-items: center; justify-content: space-between; width: 100%; min-height: 38px; padding: 6px 12px; border-radius: 9px;
  color: var(--fg); text-decoration: none;
}
.panel [role^=menuitem]:hover, .panel [role^=menuitem]:focus-visible { background: var(--soft) }
[role=menuitemcheckbox]::after {
  content: ""; width: 30px; height: 18px; border-radius: 9px; background: radial-gradient(circle at 9px, #fff 6px, #fff0 6.5px), var(--edge);
}
[aria-checked=true]::after { background: radial-gradient(circle at 21px, #fff 6px, #fff0 6.5px), var(--tl-brand) }
[dir=rtl] [role=menuitemcheckbox]::after { transform: scaleX(-1) }
.panel .else-box { width: 300px; padding: 16px 18px }
.else-box h3 { font-size: 15px }
.panel .else-box p { margin-block-start: 6px; white-space: normal; color: var(--dim) }
.else-box output, .else-box a { display: block; min-height: 24px; overflow-wrap: anywhere; text-align: center; color: var(--accent) }
.else-box output { font: 640 26px/1.8 ui-monospace, monospace; color: var(--fg) }
.else-foot { display: flex; gap: 8px; margin-block-start: 14px }
.panel .else-foot button { flex: 1; min-height: 38px; border-radius: 12px; font-weight: 620; text-align: center; background: var(--soft) }
@media (pointer: coarse) { .panel [role^=menuitem] { min-height: 44px } }
@media (forced-colors: active) {
  .menu { border: 1px solid CanvasText }
  [role=menuitemcheckbox]::after { content: "○"; width: auto }
  [aria-checked=true]::after { content: "●" }
}`;
