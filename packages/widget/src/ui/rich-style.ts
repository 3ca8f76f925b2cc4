// Style of what a message says. Same invariants as panel-style.ts. Code stands on the panel's own ground or, on the brand colour, in a
// frame: a tint would take from the contrast that W151 promises.
export const richStyle = `
.words > * + *, .words blockquote > * + *, .words li > * + * { margin-block-start: .5em }
.words li > p + :is(ul, ol) { margin-block-start: 0 }
.words :is(ul, ol) { padding-inline-start: 1.6em }
.words ul { list-style: disc }
.words ul ul { list-style: circle }
.words li::marker { color: var(--dim); font-variant-numeric: tabular-nums }
.words blockquote { padding-inline-start: 10px; border-inline-start: 3px solid var(--edge) }
.words :is(code, pre) { font: .88em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; background: var(--bg); border: 1px solid var(--line); border-radius: 6px }
.words code { padding: 1px 4px }
.words pre { max-width: 100%; padding: 8px 11px; border-radius: 10px; white-space: pre; overflow-x: auto; overscroll-behavior-x: contain; tab-size: 2 }
.words pre:focus-visible { outline-offset: -2px }
.words a { color: inherit; text-decoration: underline; text-underline-offset: 2px; overflow-wrap: anywhere }
.group:not(.mine) .words a { color: var(--accent) }
.host { font-size: .88em; opacity: .92 }
.mine .words :is(code, pre), .mine .words blockquote { background: none; border-color: color-mix(in srgb, currentColor 45%, #0000) }
.mine .words li::marker { color: inherit }
.mine .words :focus-visible { outline-color: currentColor }
.quick { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 8px; padding-inline-start: 32px; margin-block: 2px 14px }
.panel .quick button {
  max-width: 100%; min-height: 40px; padding: 8px 15px; border: 1px solid var(--accent); border-radius: 20px; color: var(--accent);
  font-weight: 560; line-height: 22px; text-align: center; overflow-wrap: anywhere; transition: background .15s, color .15s;
}
.panel .quick button:is(:hover, :active) { color: var(--tl-on); background: var(--tl-brand); border-color: var(--tl-brand) }
@media (forced-colors: active) { .words :is(code, pre) { border-color: CanvasText } }`;
