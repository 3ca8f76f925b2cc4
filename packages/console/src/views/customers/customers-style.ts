// Worn by the list of customers and the page of one, when either is first shown (K126).
export const CUSTOMERS_STYLE = `
@layer overlay {
.customers{max-width:1180px;margin:0 auto;padding:18px 24px 40px}
.customers-acts{display:flex;gap:8px;margin-inline-start:auto}
.customers-tools{display:flex;flex-wrap:wrap;gap:10px;align-items:center;margin-bottom:16px}
.customers-search{display:flex;align-items:center;gap:8px;flex:1 1 260px;min-width:0;padding-inline:12px;border:1px solid var(--line-strong);border-radius:var(--radius);background:var(--surface);color:var(--ink-2)}
.customers-search:focus-within{outline:2px solid var(--focus);outline-offset:-1px}
.customers-search input{flex:1;min-width:0;min-height:38px;border:0;background:none;color:var(--ink)}
.customers-search input:focus-visible{outline:none}
.customers-choices{display:flex;flex-wrap:wrap;gap:8px;align-items:center}
.customers-choice{min-height:34px;max-width:190px;padding:4px 8px;border:1px solid var(--line);border-radius:var(--radius);background:var(--surface);color:var(--ink-2)}
.customers-choice.is-chosen{border-color:transparent;background:var(--accent-soft);color:var(--accent-ink);font-weight:600}
.customers-note{margin-bottom:12px}
.customers-none{min-height:320px}
.customer-columns,.customer-row{display:grid;grid-template-columns:minmax(180px,1.3fr) minmax(200px,1.5fr) 112px 104px 112px;gap:4px 18px;align-items:center}
.customer-columns{padding:0 16px 7px;color:var(--ink-2);font-size:var(--text-s);font-weight:550}
.customer-rows{margin:0;padding:0;border:1px solid var(--line);border-radius:var(--radius-l);background:var(--surface);list-style:none;overflow:hidden}
.customer-item{content-visibility:auto;contain-intrinsic-size:auto 62px}
.customer-item+.customer-item{border-top:1px solid var(--line)}
.customer-row{min-height:61px;padding:10px 16px;color:inherit;text-decoration:none}
.customer-row:hover{background:var(--hover)}
.customer-row:focus-visible{outline-offset:-2px;border-radius:var(--radius)}
.customer-who{display:flex;align-items:center;gap:12px;min-width:0}
.customer-name{display:flex;align-items:center;gap:5px;min-width:0;font-weight:600}
.customer-name bdi{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.customer-known{display:grid;gap:1px;min-width:0;color:var(--ink-2)}
.customer-id{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.customer-id bdi{color:var(--ink)}
.customer-id-type,.customer-nothing{font-size:var(--text-s)}
.customer-channels{display:flex;align-items:center;gap:8px;color:var(--ink-2);font-size:var(--text-s)}
.customer-count{font-variant-numeric:tabular-nums}
.customer-columns .customer-count,.customer-row .customer-count{text-align:end;padding-inline-end:22px}
.customer-last{display:grid;justify-items:start;font-variant-numeric:tabular-nums}
.customer-last-channel{color:var(--ink-2);font-size:var(--text-s)}
.customers-more{display:block;margin:16px auto 0}
.customers-end{height:1px}
.import-map{width:100%;border-collapse:collapse;font-size:var(--text-s)}
.import-scroll{max-width:100%;margin-block:10px;border:1px solid var(--line);border-radius:var(--radius);overflow-x:auto}
.import-map th,.import-map td{padding:6px 10px;text-align:start;white-space:nowrap;max-width:220px;overflow:hidden;text-overflow:ellipsis}
.import-map thead th{background:var(--sunken);font-weight:600}
.import-map tbody tr{border-top:1px solid var(--line)}
.import-map select{min-height:28px;max-width:150px;padding:2px 6px;border:1px solid var(--line-strong);border-radius:6px;background:var(--surface)}
.import-check{display:flex;gap:9px;align-items:flex-start;margin-block:10px}
.import-check input{margin-top:3px;accent-color:var(--accent)}
.import-progress{width:100%;height:8px;accent-color:var(--accent)}
.import-errors{max-height:200px;margin:8px 0 0;padding:0;overflow-y:auto;list-style:none;font-size:var(--text-s)}
.import-errors li{padding:4px 0;border-top:1px solid var(--line)}
.note-card{padding:10px 12px;border:1px solid var(--note-line);border-radius:10px;background:var(--note);color:var(--ink)}
.note-card+.note-card{margin-top:8px}
.note-text{white-space:pre-wrap;overflow-wrap:anywhere}
.note-card .stack-sub{display:flex;flex-wrap:wrap;gap:2px 10px;align-items:center;margin-top:5px;color:var(--note-ink)}
.note-card .link-button{min-height:24px;color:var(--note-ink);font-size:var(--text-s)}
.note-form{display:grid;gap:8px;margin-top:10px}
.note-form .field{margin:0}
.note-form .button{justify-self:start}
.identity-rows{display:grid;gap:0;margin:0}
.identity-row{display:grid;gap:1px;padding:8px 0}
.identity-row+.identity-row{border-top:1px solid var(--line)}
.identity-row .masked-value{display:flex;flex-wrap:wrap;justify-content:space-between;gap:2px 10px;margin:0}
.identity-facts{color:var(--ink-2);font-size:var(--text-s)}
.rights{display:grid;gap:8px}
.rights p{color:var(--ink-2)}
.rights-row{display:flex;flex-wrap:wrap;gap:8px}
.button-danger:not([aria-disabled='true']){border-color:transparent;background:var(--bad);color:var(--surface)}
.button-danger:not([aria-disabled='true']):hover{background:color-mix(in srgb,var(--bad) 85%,var(--ink))}
.erase-after{margin-bottom:14px}
.erase-list{margin:8px 0 14px;padding-inline-start:20px;list-style:disc}
.customer-page .timeline-items>li{content-visibility:auto;contain-intrinsic-size:auto 58px}
@media (max-width:1023.98px){
.customer-columns,.customer-row{grid-template-columns:minmax(160px,1.2fr) minmax(160px,1.4fr) 84px 92px}
.customer-columns>:nth-child(3),.customer-channels{display:none}
}
@media (max-width:767.98px){
.customers{padding:14px 12px 32px}
.page-head:has(>.customers-acts){flex-wrap:wrap}
.customers-acts .button{min-height:36px;padding-inline:10px}
.customers-choices{flex-wrap:nowrap;max-width:100%;overflow-x:auto;padding-bottom:2px}
.customers-choice{flex:none}
.customer-columns{display:none}
.customer-rows{border:0;background:none;overflow:visible}
.customer-item+.customer-item{margin-top:8px;border:0}
.customer-item{contain-intrinsic-size:auto 112px}
.customer-row{grid-template-columns:minmax(0,1fr) auto;gap:6px 10px;border:1px solid var(--line);border-radius:12px;background:var(--surface)}
.customer-known{grid-column:1 / -1;grid-row:2}
.customer-row .customer-count{display:none}
.customer-last{justify-items:end}
}
}`;
