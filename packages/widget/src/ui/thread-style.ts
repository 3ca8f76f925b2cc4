// Style of stage 3: the full thread. Same invariants as panel-style.ts.
export const threadStyle = `
.day, .line, .name { margin-block: 6px 16px; font-size: 12.5px; color: var(--dim) }
.day { display: flex; align-items: center; gap: 12px; font-weight: 560 }
.day::before, .day::after { content: ""; flex: 1; border-block-start: 1px solid var(--line) }
.line { text-align: center }
.name { line-height: 17px; font-weight: 560; margin: 0 0 2px 4px }
.bubble:not(.first) { border-radius: var(--l) var(--r) var(--r) var(--l) }
.bubble.fresh { animation: rise .24s cubic-bezier(.2, .85, .25, 1) }
.mine .bubble.failed, .mine .bubble.held { color: var(--fg); background: var(--bg); border-color: var(--bad) }
.meta.bad { margin-block-end: 6px; color: var(--bad); font-weight: 560 }
.panel .retry { display: grid; align-items: center; min-height: 24px; padding: 0 9px; border-radius: 8px; border: 1px solid currentColor; font-weight: 620 }
.dots { display: inline-flex; gap: 4px; padding: 14px; margin-block-end: 14px; border-radius: 18px; border-end-start-radius: 6px; background: var(--soft) }
.dots i { width: 7px; height: 7px; border-radius: 50%; background: var(--dim); animation: dot 1.2s infinite ease-in-out }
.dots i:nth-child(2) { animation-delay: .15s }
.dots i:nth-child(3) { animation-delay: .3s }
@keyframes rise { from { opacity: 0; transform: translateY(8px) } }
@keyframes dot { 0%, 60%, 100% { opacity: .45; transform: none } 30% { opacity: 1; transform: translateY(-4px) } }
@media (forced-colors: active) { .dots i { background: CanvasText } }`;
