// Style of the site's form, after ask-style.ts.
export const formStyle = `
.ask.first { max-height: none; margin-block: 14px; box-shadow: none }
.log:has(+ .first) { flex: none; padding: 0 }
.ask small { font-size: inherit; font-weight: 400; color: var(--dim) }
.panel .ask [aria-invalid] { border-color: var(--bad) }
.flaw { font-weight: 560; color: var(--bad) }
.tick { grid-template-columns: auto 1fr; gap: 2px 10px; align-items: center }
.panel .tick input { width: 22px; min-height: 22px; accent-color: var(--tl-brand) }
.tick > :not(input) { grid-column: 2 }
.tick label { grid-row: 1; font-weight: 400 }
.field a, .panel .ask-line button { justify-self: start; color: var(--accent); text-decoration: underline; text-underline-offset: 2px }`;
