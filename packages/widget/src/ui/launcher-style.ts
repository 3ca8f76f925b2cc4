// Stage 1 style: the host element's armour against page CSS (W70, W71, W81) and the launcher at rest; the rest comes with the visit.
// Invariants: adopted sheet only (W90); px and em only (W79); logical properties only (W142). The build takes the white space out.
export const launcherStyle = `
:host {
  all: initial !important; display: block !important; position: fixed !important; direction: ltr !important;
  z-index: var(--tl-z, 2147483000) !important;
}
@media print { :host { display: none !important } }
div { --tl-on: lch(from var(--tl-color, var(--tl-brand)) calc((62 - l) * 99) 0 0) }
button {
  all: unset; position: fixed; inset-block-end: calc(var(--y) + env(safe-area-inset-bottom)); inset-inline-end: var(--x);
  width: var(--tl-size, 56px); height: var(--tl-size, 56px); border-radius: 50%; cursor: pointer; display: grid; place-items: center;
  color: var(--tl-on); background: var(--tl-color, var(--tl-brand)); box-shadow: 0 8px 24px -4px #0006;
}
[hidden] { display: none }
.start button { inset-inline: var(--x) auto }
button:focus-visible { outline: 2px solid var(--tl-brand); outline-offset: 3px; box-shadow: 0 0 0 3px #fff }
.launcher::before {
  content: ''; width: 28px; height: 28px; background: currentColor; forced-color-adjust: none;
  clip-path: path(evenodd, 'M14 3a11 11 0 1 1-5 21l-6 1 2-5a11 11 0 0 1 9-17zM7 13v3h3v-3zm5 0v3h3v-3zm5 0v3h3v-3z');
}
@media (forced-colors: active) { button { border: 2px solid } }`;
