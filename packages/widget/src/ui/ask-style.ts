// Style of whatever asks the visitor. Same invariants as panel-style.ts. It takes its room from the thread, at most three fifths of the panel.
export const askStyle = `
.ask {
  flex: 0 1 auto; min-height: 96px; max-height: 60%; overflow-y: auto; overscroll-behavior: contain; display: grid; gap: 12px; margin: 0 12px 6px; padding: 14px 16px 16px;
  border: 1px solid var(--line); border-radius: 16px; background: var(--bg); box-shadow: 0 6px 20px -12px #10182859; animation: rise .24s;
}
.ask h3 { flex: 1; font-size: 15px; line-height: 20px; font-weight: 640; text-wrap: balance }
.ask-foot { display: flex; justify-content: flex-end; align-items: center; gap: 8px }
.field { display: grid; gap: 4px }
.field, .ask legend { font-size: 13.5px; line-height: 19px; overflow-wrap: anywhere }
.field label, .ask legend { font-weight: 560; padding: 0 }
.panel .field :is(input, select, textarea) {
  width: 100%; min-width: 0; min-height: 44px; padding: 10px 12px; border: 1px solid var(--edge); border-radius: 12px; scroll-margin: 36px 0 30px;
  font: inherit; font-size: 16px; line-height: 22px; text-align: start; color: var(--fg); background: var(--bg);
}
.panel .field :focus-visible { outline: 2px solid var(--accent) !important; outline-offset: 0 }
.panel .go { min-height: 44px; padding: 0 20px; border-radius: 12px; font-weight: 620; color: var(--tl-on); background: var(--tl-brand) }
.panel .quiet { min-height: 32px; padding: 0 10px; border-radius: 10px; font-size: 13.5px; color: var(--dim) }
.panel .quiet:hover { color: var(--fg); background: var(--soft) }
.ask-line { flex: none; padding: 6px 18px; font-size: 13px; line-height: 20px; text-align: center; color: var(--dim); outline: 0 !important }
.ask-line button { margin-inline-start: 8px }
.ask-line.last { animation: gone .4s 6s forwards }
@keyframes gone { to { opacity: 0; padding-block: 0; line-height: 0 } }`;
