// Styles of the settings pages, worn when they are first shown: they are no part of what everybody loads (K126). The tokens are the console's.

export const SETTINGS_STYLE = `
@layer overlay {
.settings-shell{flex:1;display:grid;grid-template:minmax(0,1fr)/204px minmax(0,1fr);min-height:0}
.settings-nav{overflow-y:auto;padding:14px 10px 24px;border-inline-end:1px solid var(--line);background:var(--ground)}
.settings-group+.settings-group{margin-top:16px}
.settings-group h2{padding:0 10px 3px;color:var(--ink-3);font-size:var(--text-s);font-weight:600}
.settings-link{display:flex;align-items:center;min-height:31px;padding:0 10px;border-radius:var(--radius);color:var(--ink-2);font-weight:550;text-decoration:none;white-space:nowrap}
.settings-link:hover{background:var(--hover);color:var(--ink)}
.settings-link:focus-visible{outline-offset:-2px}
.settings-link[aria-current]{background:var(--surface);color:var(--ink);box-shadow:0 0 0 1px var(--line)}
.settings-main{display:flex;flex-direction:column;min-width:0;min-height:0}
.settings{display:grid;grid-template-columns:minmax(0,600px) minmax(340px,420px);justify-content:center;align-content:start;gap:32px;padding:24px}
.settings-form:only-child{grid-column:1/-1;width:min(720px,100%);margin-inline:auto}
.settings-form{min-width:0}
.settings-part{margin-bottom:28px}
.settings-part h2,.preview-head h2{font-size:var(--text-l);margin-bottom:4px}
.settings-part h2+.field{margin-top:10px}
.settings-part>p,.settings-lead{color:var(--ink-2);margin-bottom:10px}
.field-label{font-weight:600}
.settings-main .choice{min-height:34px;padding-inline:14px;font-size:var(--text-m);background:var(--surface)}
.settings-main .choice[aria-pressed=true]{background:var(--accent-soft)}
.toggles{display:grid;gap:2px;margin-bottom:24px;border:1px solid var(--line);border-radius:var(--radius-l);background:var(--surface);padding:4px 14px}
.toggle{display:flex;align-items:flex-start;gap:8px;padding:9px 0}
.settings-form>.toggle{margin-bottom:16px}
.toggles .toggle+.toggle{border-top:1px solid var(--line)}
.toggle .switch{flex:none;min-height:24px}
.settings-main .switch[aria-checked=true] .switch-track{background:var(--accent)}
.toggle-words{display:grid;cursor:default;font-weight:550;padding-top:2px}
.toggle-words .field-hint{font-weight:400}
.color-row,.inline-row{display:flex;gap:8px;align-items:center}
.settings .color-row input[type=color]{flex:none;width:48px;padding:4px;cursor:pointer}
.settings .color-row .color-hex{width:120px;font-family:var(--mono)}
.settings .inline-row input{width:auto}
.settings-main .inline-row input[type=date]{width:160px}
.contrast{display:grid;gap:6px;margin-top:3px}
.swatches{display:flex;gap:6px}
.swatch{padding:4px 14px;border-radius:var(--radius);box-shadow:inset 0 0 0 1px rgb(128 128 128/35%);font-weight:600}
.settings-more{margin:0 0 18px;border:1px solid var(--line);border-radius:var(--radius-l);background:var(--surface);padding:0 14px}
.settings-more summary{min-height:42px;padding:11px 0;font-weight:600;cursor:pointer}
.settings-more[open]{padding-bottom:4px}
.settings-more>p{color:var(--ink-2);margin-bottom:10px}
.settings-part .settings-more{margin:12px 0 0;padding-bottom:0}
.settings-part .settings-more[open]{padding-bottom:12px}
.copy-block{position:relative;display:grid;gap:8px;justify-items:start}
.copy-block pre{width:100%;margin:0;padding:12px 14px;border:1px solid var(--line);border-radius:var(--radius);background:var(--sunken);font:var(--text-s)/1.6 var(--mono);white-space:pre-wrap;overflow-wrap:anywhere}
.seen{display:grid;gap:6px}
.seen li{display:flex;flex-wrap:wrap;align-items:center;gap:4px 10px}
.seen-origin{flex:1;min-width:0;overflow-wrap:anywhere;font-weight:550}
.seen time{color:var(--ink-2);font-size:var(--text-s)}
.settings .seen-none{display:flex;align-items:baseline;gap:9px}
.seen-wait{flex:none;width:9px;height:9px;border-radius:50%;background:var(--warn);animation:seen-wait 1.6s infinite alternate}
@keyframes seen-wait{to{opacity:.25}}
@media (prefers-reduced-motion:reduce){.seen-wait{animation:none}}
.week{display:grid;margin-bottom:20px;border:1px solid var(--line);border-radius:var(--radius-l);background:var(--surface)}
.day{display:grid;grid-template-columns:92px minmax(0,1fr) auto;gap:6px 10px;align-items:center;min-height:50px;padding:6px 14px}
.day+.day{border-top:1px solid var(--line)}
.day-name{font-weight:550}
.day-closed{color:var(--ink-2)}
.day-spans{display:grid;gap:4px}
.day-span{display:flex;align-items:center;gap:6px}
.day-span input{width:auto;min-height:34px;padding:3px 8px;border:1px solid var(--line-strong);border-radius:var(--radius);background:var(--surface)}
.day .field-error{grid-column:1/-1}
.chips{display:flex;flex-wrap:wrap;gap:6px;margin-top:4px}
.chips .chip{padding-inline-end:2px}
.questions{display:grid;gap:12px;margin:0 0 14px;padding:0;list-style:none}
.question{position:relative;min-width:0;margin:0;padding:12px 14px 4px;border:1px solid var(--line);border-radius:var(--radius-l);background:var(--surface)}
.question legend{float:inline-start;padding:0;font-weight:600;color:var(--ink-2)}
.question-tools{display:flex;justify-content:flex-end;gap:2px;margin:-6px -6px 2px 0}
.question-tools [aria-disabled=true]{opacity:.4;cursor:default}
.question-row{clear:both;display:grid;grid-template-columns:minmax(0,1fr) 170px;gap:12px}
.question .field{margin-bottom:10px}
.question .toggle{padding-top:2px}
.save-bar{position:sticky;bottom:0;z-index:2;display:flex;align-items:center;gap:10px;margin-top:24px;padding:12px 16px;border:1px solid var(--line-strong);border-radius:var(--radius-l);background:var(--raised);box-shadow:var(--shadow)}
.save-words{flex:1;min-width:0}
.save-sub{color:var(--ink-2);font-size:var(--text-s)}
.preview{position:sticky;top:0;align-self:start;display:grid;gap:8px;min-width:0}
.preview-head{display:flex;align-items:center;justify-content:space-between;gap:8px}
.preview-stage{position:relative;display:grid}
.preview-stage>*{grid-area:1/1}
.preview-wait{place-self:center;color:var(--ink-2)}
.preview-frame{zoom:.66;width:100%;height:min(1000px,calc((100vh - 230px)/.66));min-height:720px;border:1px solid var(--line);border-radius:var(--radius-l);background:transparent}
@media (max-width:1399.98px){.settings{grid-template-columns:minmax(0,640px);gap:20px}.preview{position:static;max-width:440px;width:100%}.preview-frame{height:860px}}
@media (max-width:899.98px){.settings-shell{grid-template:auto minmax(0,1fr)/minmax(0,1fr)}.settings-nav{display:flex;gap:2px;overflow:auto hidden;padding:6px 10px;border:0;border-bottom:1px solid var(--line);scrollbar-width:none}.settings-group{display:flex}.settings-group+.settings-group{margin:0 0 0 2px;padding-inline-start:4px;border-inline-start:1px solid var(--line)}.settings-group h2{display:none}.settings-link{min-height:44px}}
@media (max-width:767.98px){.settings{padding:16px 14px}.page-head .section-aside{display:none}.day{grid-template-columns:minmax(0,1fr) auto}.day-spans{grid-column:1/-1;grid-row:2}.question-row{grid-template-columns:minmax(0,1fr);gap:0}.save-bar{flex-wrap:wrap;margin-inline:-6px}.save-words{flex-basis:100%}.save-bar .button{flex:1}}
.set-body{flex:1;min-height:0;overflow-y:auto;padding:22px 24px 32px}
.set-wrap{display:grid;gap:18px;width:min(760px,100%);margin-inline:auto}
.set-wrap>p,.set-lead{color:var(--ink-2)}
.set-top{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:10px}
.set-top p{flex:1;min-width:220px;color:var(--ink-2)}
.set-rows{border:1px solid var(--line);border-radius:var(--radius-l);background:var(--surface)}
.set-rows>li{display:flex;align-items:center;gap:6px;min-width:0}
.set-rows>li+li{border-top:1px solid var(--line)}
.set-row{flex:1;display:grid;gap:1px;min-width:0;min-height:54px;align-content:center;padding:9px 14px;border-radius:var(--radius-l);color:inherit;text-decoration:none;overflow-wrap:anywhere}
a.set-row:hover{background:var(--hover)}
a.set-row:focus-visible{outline-offset:-2px;border-radius:var(--radius-l)}
.set-name{display:flex;flex-wrap:wrap;align-items:center;gap:6px;font-weight:600}
.set-sub{color:var(--ink-2);font-size:var(--text-s)}
.set-tools{display:flex;flex:none;align-items:center;gap:2px;padding-inline-end:10px}
.set-tools [aria-disabled=true]{opacity:.35;cursor:default}
.set-up{display:inline-grid;transform:rotate(180deg)}
.set-off{color:var(--ink-3)}
.set-empty{display:grid;justify-items:center;gap:8px;padding:44px 20px;border:1px dashed var(--line-strong);border-radius:var(--radius-l);text-align:center}
.set-empty h2{font-size:var(--text-l)}
.set-empty p{max-width:46ch;color:var(--ink-2);text-wrap:balance}
.set-form{display:grid;align-content:start;width:min(680px,100%);margin-inline:auto}
.set-back{justify-self:start;display:inline-flex;align-items:center;gap:4px;min-height:28px;margin-bottom:10px;color:var(--ink-2);font-weight:550;text-decoration:none}
.set-back:hover{color:var(--ink)}
.set-part{margin-bottom:10px;padding-top:18px;border-top:1px solid var(--line)}
.set-part>h2{font-size:var(--text-l);margin-bottom:10px}
.set-part>h2:has(+p){margin-bottom:3px}
.set-part>p{color:var(--ink-2);margin-bottom:12px}
.set-part>.toggle,.set-form>.toggle{margin-bottom:12px}
.set-pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(180px,1fr));gap:0 14px}
.set-pair .field{align-content:start}
.set-say{margin-bottom:18px;padding:11px 14px;border-radius:var(--radius);background:var(--accent-soft);color:var(--accent-ink);font-weight:550;overflow-wrap:anywhere}
.set-danger{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:10px;margin-top:18px;padding-top:14px;border-top:1px solid var(--line);color:var(--ink-2)}
.button-danger{color:var(--bad)}
.set-conflict{display:grid;gap:10px;margin-bottom:18px;padding:14px 16px;border:1px solid var(--warn);border-radius:var(--radius-l);background:var(--warn-soft)}
.set-conflict h2{color:var(--warn)}
.set-buttons{display:flex;flex-wrap:wrap;gap:8px}
.set-diff{display:grid;gap:4px;font-size:var(--text-s)}
.set-diff div{display:grid;grid-template-columns:130px minmax(0,1fr);gap:8px}
.set-diff dt{color:var(--ink-2);font-weight:550}
.set-diff dd{overflow-wrap:anywhere}
.set-diff del{color:var(--bad)}
.set-diff ins{color:var(--good);text-decoration:none;font-weight:550}
.set-checks{display:grid;gap:2px;max-height:260px;overflow-y:auto;border:1px solid var(--line);border-radius:var(--radius);background:var(--surface);padding:6px 4px}
.set-checks label{display:flex;align-items:center;gap:10px;min-height:34px;padding:2px 10px;border-radius:var(--radius);font-weight:500}
.set-checks label:hover{background:var(--hover)}
.set-checks input{width:16px;height:16px;min-height:0;accent-color:var(--accent)}
.set-check-row{display:flex;align-items:center;gap:6px}
.set-check-row label{flex:1;min-width:0}
.set-card{min-width:0;margin:0 0 10px;padding:12px 14px;border:1px solid var(--line);border-radius:var(--radius-l);background:var(--surface)}
.set-card .field:last-child{margin-bottom:0}
.set-card-head{display:flex;align-items:center;gap:8px;margin-bottom:8px;font-weight:600}
.set-card-head:last-child{margin-bottom:0}
.set-card-head>span:first-child{flex:1;min-width:0;overflow-wrap:anywhere}
.set-secret{display:grid;gap:8px;padding:14px 16px;border:1px solid var(--accent);border-radius:var(--radius-l);background:var(--accent-soft)}
.set-secret p{color:var(--accent-ink);font-weight:550}
.set-result{padding:10px 14px;border-radius:var(--radius)}
.set-result-good{background:var(--good-soft);color:var(--good)}
.set-result-bad{background:var(--bad-soft);color:var(--bad)}
.set-section{display:grid;gap:10px}
.set-section>h2{font-size:var(--text-l)}
.set-section>p{color:var(--ink-2)}
.set-preview{display:grid;gap:10px}
.set-bubble{padding:10px 14px;border-radius:var(--radius-l);background:var(--agent-bubble);white-space:pre-wrap;overflow-wrap:anywhere}
.set-bubble mark{padding:0 3px;border-radius:4px;background:var(--bad-soft);color:var(--bad)}
.set-filter{display:flex;flex-wrap:wrap;gap:12px}
.set-filter .field{flex:1 1 180px;margin:0}
.set-swatch{width:12px;height:12px;border-radius:50%;background:var(--ink-3)}
.set-swatch-red{background:#c8372d}.set-swatch-amber{background:#b97700}.set-swatch-green{background:#1f8a54}.set-swatch-blue{background:#2f6fc4}.set-swatch-violet{background:#7a58c0}
.set-details summary{min-height:24px;color:var(--accent-ink);font-size:var(--text-s);font-weight:600;cursor:pointer}
.set-details .set-diff{padding:6px 0 2px}
.set-what{color:var(--ink-2);font-weight:500}
.set-log{margin-bottom:12px}
.set-card .settings-more{margin:12px 0 0}
.set-card .set-sub{margin-bottom:6px}
.set-section textarea{font-size:var(--text-m)}
.set-field-head{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:6px}
.settings-main .set-field-head select,.settings-main .inline-row select{width:auto;min-height:32px;padding:3px 8px}
.settings-main .inline-row input{width:110px}
.settings-main .inline-row select{min-height:40px}
.settings-main .set-add{align-items:flex-start;margin-bottom:6px}
.settings-main .set-add .field{flex:1;margin-bottom:10px}
.settings-main .set-add .field input{width:100%}
.settings-main .set-add .button{min-height:40px;margin-top:25px}
@media (max-width:767.98px){.set-body{padding:16px 14px 28px}.set-diff div{grid-template-columns:minmax(0,1fr);gap:0}}
}`;
