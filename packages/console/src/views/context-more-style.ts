// Styles of the sections of a context that come after its facts; worn with their first use.
export const CONTEXT_MORE_STYLE = `@layer context {
.item-title{color:var(--ink-2);font-weight:400}
.item-named{white-space:nowrap}
.stack-title .icon{display:inline-block;margin-inline-end:2px;color:var(--ink-2);vertical-align:-2px}
.item-mismatch{display:flex;align-items:center;gap:4px;color:var(--bad);font-size:var(--text-s);font-weight:600}
.steps{display:flex;align-items:center;gap:8px;margin-block:1px}
.steps-line{display:flex;align-items:center;flex:none;gap:3px}
.step{width:20px;height:4px;border-radius:2px;background:var(--line-strong)}
.step-done,.step-current{background:var(--accent)}
.step-skipped{background:repeating-linear-gradient(90deg,var(--line-strong) 0 3px,transparent 3px 6px)}
.step-at{height:8px;border-radius:3px}
.step-failed,.steps-late .step-at{background:var(--bad)}
.steps-words{font-size:var(--text-s);font-weight:550}
.steps-count{color:var(--ink-2);font-weight:400}
.case-offered{margin:2px -8px;padding-inline:8px;border-radius:9px;background:var(--accent-soft)}
.mood{display:grid;gap:4px}
.mood>div{display:grid;grid-template-columns:72px minmax(0,1fr);gap:8px}
.mood dt{color:var(--ink-2);font-size:var(--text-s);font-weight:600;line-height:1.6}
.mood .source-line{width:auto;padding-block:1px;color:var(--ink-2)}
.score{color:var(--ink-2);font-size:var(--text-s)}
.score summary{width:max-content;min-height:24px;cursor:pointer}
.not-this-person{margin-top:6px}
.not-this-person .link-button{margin-inline-start:-4px;font-weight:550}
.possible-match{margin-top:8px;padding:8px 12px 4px;border:1px dashed var(--line-strong);border-radius:10px}
.timeline-filters{display:flex;gap:6px;margin-top:6px}
.timeline-filters select{flex:0 1 auto;min-width:0;min-height:26px;padding:0 6px;border:1px solid var(--line);border-radius:99px;background:transparent;color:var(--ink-2);font-size:var(--text-s)}
.timeline-scroll{position:relative;max-height:max(340px,52vh);margin:8px -18px -8px;padding:0 18px 8px;overflow-y:auto;overscroll-behavior:contain;scrollbar-width:thin}
.timeline-scroll:focus-visible{outline-offset:-2px}
.timeline-end{height:1px}
.timeline-stub{color:var(--ink-2);align-items:center}
.timeline-stub .timeline-node{border-style:dashed}
.stack-top{display:flex;align-items:baseline;justify-content:space-between;gap:8px}
.stack-title{display:block;font-weight:550;text-wrap:pretty;overflow-wrap:anywhere}
.stack-sub{display:block;color:var(--ink-2);font-size:var(--text-s)}
.activity .source-line{display:flex;justify-content:space-between;gap:10px}
.activity-text{min-width:0;overflow-wrap:anywhere}
.activity-source{flex:none;color:var(--ink-2);font-size:var(--text-s)}
.timeline .choice-row{margin-top:4px}
.timeline .button{margin-top:8px}
.timeline-items li{position:relative}
.timeline-items li:not(:last-child):before{content:"";position:absolute;inset-inline-start:13px;top:32px;bottom:-6px;border-inline-start:1.5px solid var(--line)}
.timeline-line:hover .timeline-node{background:var(--surface)}
.timeline-node{display:grid;place-items:center;width:28px;height:28px;margin-inline-start:-1px;border:1px solid var(--line);border-radius:50%;background:var(--surface);color:var(--ink-2)}
.timeline-what{display:grid;gap:1px;min-width:0}
.timeline-title{font-weight:550;overflow-wrap:anywhere}
.timeline-details{display:flex;flex-wrap:wrap;gap:0 12px;color:var(--ink-2);font-size:var(--text-s)}
.timeline-details b{color:var(--ink);font-weight:550;overflow-wrap:anywhere}
.timeline-when{color:var(--ink-2);font-size:var(--text-s)}
.trust-words{color:var(--warn);font-size:var(--text-s)}
.trust-known{color:var(--ink-2);font-size:var(--text-s)}
.identity-level{display:flex;align-items:center;gap:6px;font-weight:550}
.identifiers{display:grid;gap:2px;margin:6px 0}
.identifiers>div{display:grid;grid-template-columns:minmax(84px,34%) minmax(0,1fr);gap:8px}
.identifiers dt{color:var(--ink-2)}
.identifiers dd{overflow-wrap:anywhere}
.sources{display:grid;gap:4px;margin-top:8px}
.sources li{display:flex;align-items:center;gap:8px}
.source-at{margin-inline-start:auto;color:var(--ink-2);font-size:var(--text-s)}
}`;
