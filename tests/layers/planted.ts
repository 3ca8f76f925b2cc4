// One violation per rule of .dependency-cruiser.mjs: the rule, and a file that breaks it. A file that a rule needs on the other side
// is planted as well, so that the rows hold whatever the tree looks like today.
export interface Planted {
  rule: string;
  file: string;
  text: string;
}

const SERVER = 'packages/server/src';
const WIDGET = 'packages/widget/src';
const CONSOLE = 'packages/console/src';
const imports = (from: string): string => `import * as planted from '${from}';\nexport const used: unknown = planted;\n`;
const here = 'export const here = 1;\n';

/** Targets of the violations; innocent themselves. */
export const TARGETS: Record<string, string> = {
  [`${SERVER}/adapters/alpha/one/planted-target.ts`]: here,
  [`${SERVER}/adapters/alpha/two/planted-target.ts`]: here,
  [`${SERVER}/app/planted-target.ts`]: here,
  [`${SERVER}/planted-top.ts`]: here,
  [`${WIDGET}/io/planted-target.ts`]: here,
  [`${WIDGET}/ui/planted-target.ts`]: here,
  [`${CONSOLE}/link/planted-target.ts`]: here,
  [`${CONSOLE}/views/planted-target.ts`]: here,
};

export const PLANTED: readonly Planted[] = [
  { rule: 'no-cycle', file: `${SERVER}/domain/planted-ring-a.ts`, text: imports('./planted-ring-b.js') },
  { rule: 'no-cycle', file: `${SERVER}/domain/planted-ring-b.ts`, text: imports('./planted-ring-a.js') },
  { rule: 'nothing-unresolvable', file: `${SERVER}/app/planted-lost.ts`, text: imports('./planted-nowhere.js') },
  { rule: 'packages-meet-in-types', file: `${WIDGET}/planted-foreign.ts`, text: imports('../../server/src/planted-top.js') },
  { rule: 'product-without-development-packages', file: `${SERVER}/transport/planted-dev.ts`, text: imports('fast-check') },
  { rule: 'types-stand-alone', file: 'packages/types/src/planted-alone.ts', text: imports('node:fs') },
  { rule: 'domain-is-pure', file: `${SERVER}/domain/planted-built-in.ts`, text: imports('node:fs') },
  { rule: 'domain-is-pure', file: `${SERVER}/domain/planted-package.ts`, text: imports('jose') },
  { rule: 'ports-are-interfaces', file: `${SERVER}/ports/planted-port.ts`, text: imports('../app/planted-target.js') },
  { rule: 'app-sees-no-io', file: `${SERVER}/app/planted-io.ts`, text: imports('node:net') },
  {
    rule: 'only-compose-names-adapters',
    file: `${SERVER}/transport/planted-adapter.ts`,
    text: imports('../adapters/alpha/one/planted-target.js'),
  },
  { rule: 'adapters-see-ports', file: `${SERVER}/adapters/alpha/one/planted-up.ts`, text: imports('../../../app/planted-target.js') },
  { rule: 'adapters-do-not-mix', file: `${SERVER}/adapters/beta/planted-side.ts`, text: imports('../alpha/one/planted-target.js') },
  { rule: 'technologies-do-not-mix', file: `${SERVER}/adapters/alpha/one/planted-twin.ts`, text: imports('../two/planted-target.js') },
  { rule: 'transport-sees-app', file: `${SERVER}/transport/planted-driver.ts`, text: imports('kysely') },
  { rule: 'below-compose', file: `${SERVER}/app/planted-top.ts`, text: imports('../planted-top.js') },
  { rule: 'widget-without-zod', file: `${WIDGET}/planted-zod.ts`, text: imports('zod') },
  { rule: 'widget-without-zod', file: `${WIDGET}/planted-decode.ts`, text: imports('@throughline/types/decode') },
  { rule: 'widget-core-is-pure', file: `${WIDGET}/core/planted-dom.ts`, text: imports('../ui/planted-target.js') },
  { rule: 'widget-ui-and-io-are-siblings', file: `${WIDGET}/ui/planted-io.ts`, text: imports('../io/planted-target.js') },
  { rule: 'widget-io-and-ui-are-siblings', file: `${WIDGET}/io/planted-ui.ts`, text: imports('../ui/planted-target.js') },
  { rule: 'loader-stays-small', file: `${WIDGET}/loader.ts`, text: imports('./ui/planted-target.js') },
  { rule: 'console-state-is-pure', file: `${CONSOLE}/state/planted-view.ts`, text: imports('../views/planted-target.js') },
  { rule: 'console-views-do-not-dial', file: `${CONSOLE}/views/planted-dial.ts`, text: imports('../link/planted-target.js') },
  { rule: 'console-link-does-not-paint', file: `${CONSOLE}/link/planted-paint.ts`, text: imports('../views/planted-target.js') },
];
