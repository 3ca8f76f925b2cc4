// Style of the files of a message, after file-style.ts.
export const shownFilesStyle = `
.files { white-space: normal }
.bubble:has(.files) { padding: 6px }
.bubble:has(.files) .words { padding: 3px 8px 7px }
.pic { position: relative; width: fit-content; max-width: 100% }
.files canvas { display: block; max-width: 100%; border-radius: 13px; background: #8883 }
.panel .pic button { position: absolute; inset: 0; border-radius: 13px }
.panel .doc { grid-template-columns: 36px 1fr; width: 224px; max-width: 100%; padding-inline-end: 12px; color: var(--fg); background: var(--bg) }
.panel .files [role=alert] { display: block; width: fit-content; padding: 2px 6px; border-radius: 8px; background: var(--bg) }`;
