// Catalogues are read by the bundler: `packages/console/words/<locale>.json`.
declare module '*.json' {
  const words: Readonly<Record<string, string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>>>;
  export default words;
}
