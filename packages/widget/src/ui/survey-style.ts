// Style of the survey, after ask-style.ts.
export const surveyStyle = `
.ask fieldset { min-width: 0; padding: 0; border: 0 }
.points { display: flex; gap: 5px; margin-block-start: 8px }
.points label { position: relative; flex: 1 }
.points input { position: absolute; inset: 0; width: 100%; height: 100%; opacity: 0; cursor: pointer }
.points label span { display: grid; place-items: center; min-height: 44px; border: 1px solid var(--edge); border-radius: 12px; font-weight: 560; color: var(--dim); transition: transform .15s, background .15s }
.points label:hover span { color: var(--accent); border-color: var(--accent) }
.points :focus-visible + span { outline: 2px solid var(--accent); outline-offset: 2px }
.points :checked + span { color: var(--tl-on) !important; background: var(--tl-brand); border-color: var(--tl-brand); transform: scale(1.05) }
.ends { justify-content: space-between; margin-block-start: 4px; font-size: 12px; line-height: 16px; color: var(--dim) }
.panel .points svg { width: 27px; height: 27px; stroke-width: 1.6 }
@media (forced-colors: active) { .points :checked + span { background: Highlight; forced-color-adjust: none } }`;
