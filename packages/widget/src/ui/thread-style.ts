// Style of stage 3: the full thread. Same invariants as panel-style.ts.
export const threadStyle = `
.day { display: flex; align-items: center; gap: 12px; margin-block: 6px 16px; font-size: 12px; font-weight: 560; color: var(--dim) }
.day::before, .day::after { content: ""; flex: 1; border-block-start: 1px solid var(--line) }
.line { margin-block: 4px 16px; text-align: center; font-size: 13px; color: var(--dim) }
.name { font-size: 12.5px; line-height: 17px; font-weight: 560; color: var(--dim); margin: 0 0 2px 4px }
.group .bubble { border-end-start-radius: 6px; border-start-start-radius: 6px }
.mine .bubble { border-radius: 18px 6px 6px 18px }
.mine .bubble.first { border-start-end-radius: 18px }
.group .bubble.first { border-start-start-radius: 18px }
.bubble.fresh { animation: rise .24s cubic-bezier(.2, .85, .25, 1) }
.mine .bubble.failed, .mine .bubble.held { color: var(--fg); background: var(--bg); border-color: var(--bad) }
.bubble a { color: inherit; text-decoration: underline; text-underline-offset: 2px }
.group:not(.mine) a { color: var(--accent) }
.meta.bad { color: var(--bad); font-weight: 560 }
.panel .retry { padding: 1px 9px; border-radius: 8px; border: 1px solid currentColor; font-weight: 620 }
.dots { display: inline-flex; gap: 4px; padding: 14px; margin-block-end: 14px; border-radius: 18px 18px 18px 6px; background: var(--soft) }
.dots i { width: 7px; height: 7px; border-radius: 50%; background: var(--dim); animation: dot 1.2s infinite ease-in-out }
.dots i:nth-child(2) { animation-delay: .15s }
.dots i:nth-child(3) { animation-delay: .3s }
@keyframes rise { from { opacity: 0; transform: translateY(8px) } }
@keyframes dot { 0%, 60%, 100% { opacity: .45; transform: none } 30% { opacity: 1; transform: translateY(-4px) } }`;
