// Style of the overview: items, promises, conversations. Same invariants as panel-style.ts.
export const homeStyle = `
.home { position: relative; flex: 1; min-height: 0; overflow-y: auto; padding: 18px 12px; mask-image: linear-gradient(#000 calc(100% - 16px), #0000) }
.home h3 { margin: 0 8px 6px; font-size: 13px; font-weight: 600; color: var(--dim) }
.home ul { list-style: none; padding: 0 }
.panel .row { display: grid; grid-template-columns: 1fr auto; gap: 1px 12px; width: 100%; padding: 11px 12px; border-radius: 14px }
.panel .row:hover { background: var(--soft) }
.row b { font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.row span { font-size: 13.5px; color: var(--dim); overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.row span:nth-child(even) { font-size: 12px; line-height: 22px; text-align: end }
.row .new { justify-self: end; align-self: center; min-width: 20px; padding: 0 6px; border-radius: 10px; font-size: 12px; line-height: 20px; font-weight: 620; text-align: center; color: var(--tl-on); background: var(--tl-brand) }
.home h3:not(:first-child) { margin-block-start: 18px }
.item { margin: 0 4px 10px; padding: 13px 14px; border: 1px solid var(--line); border-radius: 16px; background: var(--bg) }
.item p { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 10px }
.item-head b { flex: 1; min-width: 0; font-weight: 620; overflow-wrap: anywhere }
.cards li { position: relative; margin: 0 4px 8px; padding-block: 10px; padding-inline: 32px 44px; border-radius: 14px; background: var(--soft) }
.cards li::before { content: ""; position: absolute; inset-block-start: 17px; inset-inline-start: 14px; width: 8px; height: 8px; border-radius: 50%; background: var(--accent) }
.cards .slow::before { background: #dd5b1d }
.cards p { overflow-wrap: anywhere }
.cards span { font-size: 12px; color: var(--dim) }
.panel .cards button { position: absolute; inset-block-start: 0; inset-inline-end: 0; display: grid; place-items: center; width: 42px; height: 42px; color: var(--dim) }
.told div { display: flex; gap: 12px; padding: 3px 8px; font-size: 13.5px }
.told dt { flex: 0 1 40%; color: var(--dim) }
.told dd { flex: 1; min-width: 0; overflow-wrap: anywhere }
.late, .done { padding: 0 8px; border-radius: 9px; font-size: 12px; line-height: 19px; font-weight: 620 }
.late { color: #8a2c0d; background: #fdeadf }
.done { color: var(--dim); background: var(--soft) }
.dark .late { color: #ffb899; background: #4a2415 }
.item-now { font-size: 13.5px; color: var(--dim) }
.panel .steps { display: flex; gap: 4px; margin: 11px 0 2px; padding: 0; list-style: none }
.steps li { flex: 1; min-width: 0; padding-block-start: 7px; border-block-start: 3px solid var(--line); font-size: 11.5px; line-height: 14px; color: var(--dim); overflow-wrap: anywhere }
.steps .done, .steps .current { border-color: var(--accent); background: none; border-radius: 0; padding-inline: 0; font-weight: 400 }
.steps .current { color: var(--fg); font-weight: 620 }
.steps .failed { border-color: #c2410c }
.home .lines { margin: 8px 0 0; font-size: 13.5px }
.lines li { display: flex; align-items: center; gap: 9px; padding: 3px 0 }
.lines img { width: 34px; height: 34px; border-radius: 8px; object-fit: cover }
.item-foot { margin-block-start: 9px; font-size: 13.5px }
.item-foot a, .panel .item-foot button { color: var(--accent); text-decoration: underline; text-underline-offset: 2px; min-height: 24px }
.panel .item-foot button { margin-inline-start: auto }
.promises li { display: flex; justify-content: space-between; gap: 12px; padding: 5px 8px; font-size: 13.5px }
.promises li span:last-child { flex: none; color: var(--dim) }
.promises .broken span:last-child { color: #b3400f; font-weight: 620 }
.dark .promises .broken span:last-child { color: #ffb899 }
.lookup { margin: 14px 8px 4px; font-size: 13.5px }
.lookup summary { min-height: 24px; cursor: pointer; color: var(--dim) }
.lookup form { display: grid; gap: 8px; margin-block-start: 9px }
.lookup label { display: grid; gap: 3px; color: var(--dim) }
.panel .lookup input { min-height: 44px; padding: 0 11px; border: 1px solid var(--edge); border-radius: 12px; color: var(--fg); background: var(--bg); font: inherit; font-size: 16px }
.panel .lookup button { min-height: 44px; border-radius: 12px; font-weight: 620; text-align: center; background: var(--soft) }
.lookup p:not(:empty) { margin-block-start: 8px }
.panel .begin {
  flex: none; display: flex; align-items: center; justify-content: center; gap: 8px; margin: 4px 16px calc(16px + env(safe-area-inset-bottom)); min-height: 46px;
  border-radius: 14px; font-weight: 620; color: var(--tl-on); background: var(--tl-brand); transition: transform .15s, box-shadow .15s;
}
.panel .begin:hover { transform: translateY(-1px); box-shadow: 0 6px 16px -6px #0006 }`;
