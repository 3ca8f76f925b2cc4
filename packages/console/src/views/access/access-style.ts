// Styles around signing in, worn when they are first needed (K126).

export const ACCESS_STYLE = `
@layer overlay {
.auth-provider{margin-top:14px}
.auth-or{display:flex;align-items:center;gap:12px;margin:0 0 14px;color:var(--ink-3);font-size:var(--text-s)}
.auth-or::before,.auth-or::after{content:"";flex:1;border-top:1px solid var(--line)}
.auth-provider .field-error{margin-bottom:10px}
.auth-provider a.button{display:flex;justify-content:center;text-decoration:none}
.auth-card:has(.enrol){max-width:480px}
.link-button{padding:0;border:0;background:none;color:var(--accent-ink);text-decoration:underline;text-underline-offset:2px;cursor:pointer;min-height:24px}
.auth-other{display:flex;justify-content:space-between;gap:12px;margin-top:16px}
.factor{display:grid;gap:14px}
.factor-secret{display:grid;grid-template-columns:auto minmax(0,1fr);gap:18px;align-items:center}
.factor-qr{width:168px;height:168px;padding:8px;border-radius:var(--radius);background:#fff;color:#000}
.factor-words{display:grid;gap:8px;min-width:0}
.factor-key{font:600 var(--text-m)/1.6 var(--mono);letter-spacing:.04em;overflow-wrap:anywhere;user-select:all}
.factor-codes{display:grid;grid-template-columns:repeat(auto-fill,minmax(190px,1fr));gap:4px 18px;margin:0;padding:14px 16px;border:1px solid var(--line);border-radius:var(--radius);background:var(--sunken);list-style:none;font:500 var(--text-m)/1.7 var(--mono)}
@media (max-width:520px){.factor-secret{grid-template-columns:minmax(0,1fr);justify-items:center}}
}`;
