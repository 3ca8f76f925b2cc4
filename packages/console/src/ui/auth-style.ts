// Styles of the screens before the inbox.
export const AUTH_STYLE = `@layer overlay {
.auth-card{width:min(400px,100%);padding:34px 34px 36px;border:1px solid var(--line);border-radius:18px;background:var(--surface);box-shadow:var(--shadow)}
.auth-card h1{margin:26px 0 6px;font-size:1.5rem;font-weight:660;letter-spacing:-.02em}
.auth-lead{margin-bottom:24px;color:var(--ink-2);font-size:var(--text-l)}
.auth-card form .button{margin-top:6px}
@media(max-width:480px){.auth-card{padding:26px 22px 28px}}
}`;
