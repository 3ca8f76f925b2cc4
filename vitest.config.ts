// Four projects in a row: units and properties, stores (one private PostgreSQL for all of them), browsers, each two files at a time, and
// faults, one at a time. Groups run one after the other.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const types = (file: string): string => fileURLToPath(new URL(`./packages/types/src/${file}`, import.meta.url));
const alias = [
  { find: '@throughline/types/decode', replacement: types('decode.ts') },
  { find: '@throughline/types/testing', replacement: types('testing/index.ts') },
  { find: /^@throughline\/types$/, replacement: types('index.ts') },
];
const STORES = [
  'packages/server/src/adapters/store/**/*.test.ts',
  'tests/{stores,scenarios,regression}/**/*.test.ts',
  'tests/servers/postgres*.test.ts',
];
const BROWSER = ['packages/*/src/**/*.browser.test.{ts,tsx}', 'tests/{e2e,browser}/**/*.test.{ts,tsx}', 'tests/servers/chromium.test.ts'];
const FAULTS = ['tests/faults/**/*.test.ts'];
const NEVER = ['**/node_modules/**', '**/dist/**', '.cache/**'];

export default defineConfig({
  test: {
    pool: 'forks',
    expect: { poll: { timeout: 30_000 } }, // what is waited for comes late on a busy machine; its default is one second
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.{ts,tsx}', 'tests/**/*.test.{ts,tsx}'],
          exclude: [...NEVER, ...STORES, ...FAULTS, ...BROWSER],
          maxWorkers: 2,
          testTimeout: 20_000,
          hookTimeout: 30_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'stores',
          include: STORES,
          exclude: NEVER,
          globalSetup: ['tests/servers/global-setup.ts'],
          maxWorkers: 2,
          testTimeout: 90_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // No alias: processes that are killed and clients beside them run what was built.
        test: {
          name: 'faults',
          include: FAULTS,
          exclude: NEVER,
          globalSetup: ['tests/servers/global-setup.ts'],
          fileParallelism: false,
          maxWorkers: 1,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'browser',
          include: BROWSER,
          exclude: NEVER,
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
