// Style of the files on their way and of what they are chosen with, after file-style.ts.
export const attachStyle = `
.composer { flex-wrap: wrap; max-height: 60%; overflow-y: auto }
.panel .clip, .panel .queue button { width: 38px; height: 38px; border-radius: 12px; display: grid; place-items: center; color: var(--dim) }
.panel .clip:hover, .panel .queue button:hover { color: var(--fg); background: #8883 }
.panel .queue { flex: 1 0 100%; max-height: min(168px, 20vh); overflow-y: auto }
.queue canvas { border-radius: 8px }
.queue progress { height: 6px; accent-color: var(--accent) }
.drop {
  position: absolute; inset: 8px; z-index: 3; display: grid; place-content: center; justify-items: center; gap: 4px;
  border: 2px dashed var(--accent); border-radius: 16px; background: var(--bg); pointer-events: none;
}`;
