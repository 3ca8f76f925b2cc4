// zod probes `new Function` to speed itself up; under the console's policy (S58) the probe alone is a reported violation.
// Must be the first import of main.ts: schemas read this setting when they are made.
declare global {
  // zod's own name for its settings object
  var __zod_globalConfig: { jitless?: boolean } | undefined;
}
globalThis.__zod_globalConfig = { jitless: true };

export {};
