// Stage 2 style. Invariants: adopted sheet only (W90); px and em only (W79); logical properties only (W142); inputs are 16 px (W135);
// movement only where the visitor has not asked for less (W128). The build takes the white space out.
export const panelStyle = `
.launcher { box-sizing: border-box; transition: transform .25s cubic-bezier(.2, .85, .25, 1) }
.launcher:hover { transform: translateY(-2px) }
.launcher[aria-expanded=true]::before { clip-path: path('M5.6 10 14 18.4 22.4 10l1.8 1.8L14 22 3.8 11.8z') }
[data-unread]::after {
  content: attr(data-unread); position: absolute; inset: -4px -4px auto auto; min-width: 10px; padding: 0 6px; border-radius: 11px;
  background: #d3232f; color: #fff; font: 600 12px/22px system-ui, sans-serif; text-align: center; box-shadow: 0 0 0 2px #fff;
}
.panel {
  --left: auto; --bg: var(--tl-surface, #fff); --soft: #f2f4f7; --fg: var(--tl-text, #161a22); --dim: #5a6372; --line: var(--tl-border, #e5e8ed); --edge: #838c99; --bad: #b3261e;
  position: fixed; box-sizing: border-box; display: flex; flex-direction: column; overflow: hidden;
  inset: auto var(--right, var(--x)) calc(var(--y) + 72px + env(safe-area-inset-bottom)) var(--left);
  width: 392px; max-width: calc(100vw - 2 * var(--x)); height: 680px; max-height: calc(100vh - var(--y) - 96px);
  border-radius: var(--tl-radius, 20px); background: var(--bg); color: var(--fg);
  font: 15px/1.45 var(--tl-font, system-ui, sans-serif);
  text-align: start; overscroll-behavior: contain;
  box-shadow: 0 0 0 1px rgb(16 24 40 / .06), 0 4px 10px -4px rgb(16 24 40 / .12), 0 24px 64px -12px rgb(16 24 40 / .32);
  transform-origin: 100% 100%; animation: open .26s cubic-bezier(.2, .85, .25, 1);
}
.start .panel { --right: auto; --left: var(--x); transform-origin: 0 100% }
.dark.panel {
  --bg: var(--tl-surface, #16181d); --soft: #262a32; --fg: var(--tl-text, #f1f3f6); --dim: #a4acb9; --line: var(--tl-border, #2b3039); --edge: #7b8493; --bad: #ff9a90;
  color-scheme: dark;
  box-shadow: 0 0 0 1px rgb(255 255 255 / .09), 0 24px 64px -12px rgb(0 0 0 / .7);
}
.panel[hidden] { display: none }
.panel * { box-sizing: border-box; margin: 0 }
.panel button { all: unset; box-sizing: border-box; cursor: pointer; }
.panel :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
.panel [dir=auto]:not(textarea, .bubble, .words *) { text-align: -webkit-match-parent; text-align: match-parent }
.panel svg { width: 20px; height: 20px; display: block; fill: none; stroke: currentColor; stroke-width: 1.9; stroke-linecap: round; stroke-linejoin: round }
.vh { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }

header {
  flex: none; display: flex; align-items: center; gap: 12px; padding: 14px 14px 14px 18px;
  padding-block-start: calc(14px + var(--safe, 0px));
  color: var(--tl-on); background: radial-gradient(120% 180% at 100% 0, #ffffff2e, #fff0 60%), linear-gradient(#fff0, #00000014), var(--tl-brand);
}
header :focus-visible { outline-color: currentColor; outline-offset: -2px }
header .act { flex: none; width: 36px; height: 36px; border-radius: 11px; display: grid; place-items: center }
header .act:hover { background: #8882 }
header .act:first-child { margin-inline-start: -8px }
header .who { flex: 1; min-width: 0; }
h2, header p { font-size: 13px; line-height: 18px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.panel h2 { outline: 0 }
[dir=rtl] .flip { transform: scaleX(-1) }
h2 { font-size: 15px; line-height: 20px; font-weight: 640 }
header.tall { align-items: flex-start; flex-wrap: wrap; padding-block-end: 28px }
header.tall .who { align-self: center }
header.tall .greet {
  flex: 1 0 100%; padding-inline-end: 24px; margin-block-start: 26px; white-space: normal;
  font-size: 26px; line-height: 1.18; font-weight: 660; text-wrap: balance;
}
.greet small { display: block; margin-block-start: 8px; font-size: 14px; line-height: 20px; font-weight: 450; unicode-bidi: plaintext }
.face {
  flex: none; width: 36px; height: 36px; border-radius: 12px; display: grid; place-items: center; font-size: 14px; font-weight: 650;
  background: #fff3;
}

.log { position: relative; flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; padding: 18px 16px 8px; }
.log:focus-visible { outline-offset: -3px }
.group { --l: 6px; --r: 18px; display: flex; flex-direction: column; align-items: flex-start; gap: 3px; margin-block-end: 16px; padding-inline-end: 44px }
.mine, [dir=rtl] .group { --l: 18px; --r: 6px }
[dir=rtl] .mine { --l: 6px; --r: 18px }
.group.mine { align-items: flex-end; padding-inline: 52px 0 }
.bubble {
  max-width: 100%; padding: 9px 14px; border-radius: 18px 18px var(--r) var(--l); background: var(--soft); white-space: pre-wrap; overflow-wrap: anywhere;
  unicode-bidi: plaintext; border: 1px solid transparent;
}
.mine .bubble { color: var(--tl-on); background: var(--tl-brand) }
.meta { display: flex; align-items: center; gap: 6px; min-height: 18px; margin: 3px 4px 0; font-size: 12px; line-height: 18px; color: var(--dim); }
.note { flex: none; display: flex; gap: 8px; justify-content: center; padding: 7px 16px; font-size: 13px; line-height: 18px; text-align: center; color: var(--fg); background: var(--soft); border-block-start: 1px solid var(--line) }
.composer {
  flex: none; display: flex; align-items: flex-end; gap: 6px; margin: 6px 12px calc(12px + env(safe-area-inset-bottom)); padding: 5px;
  border: 1px solid var(--edge); border-radius: 16px; background: var(--bg);
}
.composer:focus-within { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent) }
.panel textarea {
  all: unset; flex: 1; min-width: 0; box-sizing: border-box; min-height: 38px; max-height: 144px; padding: 8px 6px 8px 10px; overflow-y: auto;
  font: inherit; font-size: 16px; line-height: 22px; white-space: pre-wrap; overflow-wrap: anywhere; text-align: start; color: var(--fg);
}
textarea:focus { outline: 0 !important }
textarea:placeholder-shown { direction: inherit; unicode-bidi: normal }
textarea::placeholder { color: var(--dim); opacity: 1 }
.panel .send { flex: none; width: 38px; height: 38px; border-radius: 12px; display: grid; place-items: center; color: var(--tl-on); background: var(--tl-brand) }
.panel .send[aria-disabled=true] { color: var(--dim); background: var(--soft) }

@keyframes open { from { opacity: 0; transform: translateY(14px) scale(.965) } }
@media (max-width: 480px), (max-height: 600px) and (pointer: coarse) {
  .panel, .start .panel {
    --safe: env(safe-area-inset-top);
    inset: var(--top, 0) 0 auto; width: 100%; max-width: none; height: var(--high, 100%); max-height: none; border-radius: 0; box-shadow: none;
  }
  .launcher[aria-expanded=true] { visibility: hidden }
}
@media (pointer: coarse) {
  .panel :is(button, summary) { min-width: 44px !important; min-height: 44px !important }
  .panel textarea { min-height: 44px; padding-block: 11px }
}
@media (prefers-contrast: more) { .panel { --line: var(--edge); --dim: var(--fg) } .bubble { border-color: var(--edge) } }
@media (forced-colors: active) {
  .panel, .bubble, .composer, .dots { border: 1px solid CanvasText }
  .panel button { border: 1px solid ButtonText }
}
@media (prefers-reduced-motion: reduce) { .launcher, .launcher *, .panel, .panel * { animation: none !important; transition: none !important } }`;
