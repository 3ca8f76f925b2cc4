// Style of the panel on the hosted page, over panel-style.ts: as large as the window, what is read in a column of it. Ids win over classes.
// Invariants: adopted sheet only (W90); px and em only (W79); logical properties only (W142).
export const hostedStyle = `
#panel {
  --column: max(0px, (100% - 760px) / 2); --safe: env(safe-area-inset-top);
  inset: var(--top, 0) 0 auto; width: 100%; max-width: none; height: var(--high, 100%); max-height: none; border-radius: 0;
  box-shadow: none; animation: none;
}
#panel > * { padding-inline: calc(var(--column) + 16px) }
#panel > .composer, #panel > form { margin-inline: calc(var(--column) + 12px); padding-inline: 5px }
#panel > header .shut { display: none }
.launcher { display: none !important }
`;
