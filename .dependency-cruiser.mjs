// Who may import whom: the picture of docs/architecture.md, executable. `tests/layers` plants one violation per rule and asserts that each
// is caught, because a checker that reads no module reports success too.
const SERVER = '^packages/server/src';
const WIDGET = '^packages/widget/src';
const CONSOLE = '^packages/console/src';
const TYPES = '^packages/types/src';
const TEST = '\\.test(-d)?\\.tsx?$|/testing/|\\.fixture\\.ts$';

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
/** Everything below `from` may import only what matches one of `allowed`. */
const only = (name, comment, from, allowed) => rule(name, comment, { path: from, pathNot: TEST }, { pathNot: allowed });

export default {
  forbidden: [
    rule('no-cycle', 'A cycle has no first file to read.', {}, { circular: true }),
    rule('nothing-unresolvable', 'An import that resolves nowhere is checked by no rule.', {}, { couldNotResolve: true }),
    rule(
      'packages-meet-in-types',
      'widget, console and server know each other only by the protocol.',
      { path: '^packages/([^/]+)/', pathNot: TEST },
      { path: '^packages/', pathNot: '^packages/($1|types)/' },
    ),
    rule(
      'product-without-development-packages',
      'What is published imports only what its package.json names; the bundles carry preact inside.',
      { path: '^packages/', pathNot: `${TEST}|/rollup\\.[\\w.]+$` },
      {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['npm', 'npm-peer', 'type-only'],
        pathNot: 'node_modules/preact/',
      },
    ),

    only('types-stand-alone', 'Layer 0 knows zod and itself.', `${TYPES}/`, ['^packages/types/', 'node_modules/zod/']),
    only(
      'domain-is-pure',
      'L1 sees types and itself: no built-in module. Two packages only compute: phone numbers, languages.',
      `${SERVER}/domain/`,
      [`${SERVER}/domain/`, `${TYPES}/`, 'node_modules/(libphonenumber-js|tinyld)/'],
    ),
    only('ports-are-interfaces', 'L2 speaks in types and in words of the domain.', `${SERVER}/ports/`, [
      `${SERVER}/(ports|domain)/`,
      `${TYPES}/(?!decode)`,
    ]),
    only('app-sees-no-io', 'L3 reaches the world through ports. jose only computes.', `${SERVER}/app/`, [
      `${SERVER}/(app|ports|domain)/`,
      `${TYPES}/`,
      'node_modules/jose/',
    ]),
    rule(
      'only-compose-names-adapters',
      'One file decides what the relay is made of.',
      { path: SERVER, pathNot: `${TEST}|${SERVER}/(compose\\.ts|adapters/)` },
      { path: `${SERVER}/adapters/` },
    ),
    rule(
      'adapters-see-ports',
      'Adapters know ports and the pure domain, not the use cases.',
      { path: `${SERVER}/adapters/`, pathNot: TEST },
      { path: `${SERVER}/`, pathNot: `${SERVER}/(adapters|ports|domain)/` },
    ),
    rule(
      'adapters-do-not-mix',
      'One folder per port; siblings never meet.',
      { path: `${SERVER}/adapters/([^/]+)/`, pathNot: TEST },
      { path: `${SERVER}/adapters/`, pathNot: `${SERVER}/adapters/$1/` },
    ),
    rule(
      'technologies-do-not-mix',
      'sqlite and postgres share sql/, and nothing else.',
      { path: `${SERVER}/adapters/([^/]+)/([^/]+)/`, pathNot: TEST },
      { path: `${SERVER}/adapters/$1/[^/]+/`, pathNot: `${SERVER}/adapters/$1/($2|sql)/` },
    ),
    rule(
      'transport-sees-app',
      'Transport turns the outside into app calls; it knows no store and no driver.',
      { path: `${SERVER}/transport/`, pathNot: TEST },
      { path: '^packages/server/|node_modules/(kysely|pg|@photostructure)/', pathNot: `${SERVER}/(transport|app|ports|domain)/` },
    ),
    rule(
      'below-compose',
      'Nothing below the composition root imports it.',
      { path: `${SERVER}/(domain|ports|app|adapters|transport)/`, pathNot: TEST },
      { path: `${SERVER}/[^/]+\\.ts$` },
    ),

    rule(
      'widget-without-zod',
      'One schema used as a value costs it 23 kB.',
      { path: `${WIDGET}/`, pathNot: TEST },
      { path: `node_modules/zod/|${TYPES}/decode` },
    ),
    only('widget-core-is-pure', 'core knows no DOM and no socket.', `${WIDGET}/core/`, [
      `${WIDGET}/(core/|api\\.ts)`,
      `${TYPES}/(?!decode)`,
    ]),
    rule(
      'widget-ui-and-io-are-siblings',
      'boot joins them.',
      { path: `${WIDGET}/ui/`, pathNot: TEST },
      { path: `${WIDGET}/(io/|boot\\.ts|loader\\.ts)` },
    ),
    rule(
      'widget-io-and-ui-are-siblings',
      'boot joins them.',
      { path: `${WIDGET}/io/`, pathNot: TEST },
      { path: `${WIDGET}/(ui/|boot\\.ts|loader\\.ts)` },
    ),
    rule(
      'loader-stays-small',
      'The loader reaches the panel by import() alone.',
      { path: `${WIDGET}/loader\\.ts`, pathNot: TEST },
      { path: `${WIDGET}/(ui/|boot\\.ts)|node_modules/(preact|socket\\.io-client)/`, dynamic: false, dependencyTypesNot: ['type-only'] },
    ),

    only('console-state-is-pure', 'state is a fold over the protocol: no view, no link.', `${CONSOLE}/state/`, [
      `${CONSOLE}/state/`,
      `${TYPES}/`,
      'node_modules/(@preact/signals(-core)?|preact)/',
    ]),
    rule(
      'console-views-do-not-dial',
      'Views call what boot hands them.',
      { path: `${CONSOLE}/(views|ui)/`, pathNot: TEST },
      { path: `${CONSOLE}/link/|node_modules/socket\\.io-client/`, dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'console-link-does-not-paint',
      'link knows no view.',
      { path: `${CONSOLE}/link/`, pathNot: TEST },
      { path: `${CONSOLE}/(views|ui)/` },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^packages/[^/]+/(dist|public|demo)/' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: 'tests/layers/cruise.tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
