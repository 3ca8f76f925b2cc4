// The npm package as a site installs it: what it exports, what its types say, and that importing it is safe anywhere.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { problemAffectsResolutionKind } from '@arethetypeswrong/core/problems';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { widgetPackage } from './widget-package.fixture.js';
import type { WidgetPackage } from './widget-package.fixture.js';

const FUNCTIONS = [
  ...['alias', 'anonymousId', 'close', 'compose', 'consent', 'destroy', 'flush', 'group', 'hide', 'identify', 'init', 'off', 'on', 'once'],
  ...['open', 'page', 'ready', 'reset', 'setTokenProvider', 'show', 'state', 'toggle', 'track', 'unread', 'update', 'userId', 'version'],
];
const EXPORTS: Record<string, string[]> = {
  '@throughline/widget': FUNCTIONS,
  '@throughline/widget/server': FUNCTIONS,
  '@throughline/widget/element': [],
  '@throughline/widget/react': ['ThroughlineProvider', 'useThroughline', 'useUnread'],
  '@throughline/widget/vue': ['ThroughlinePlugin', 'useThroughline'],
};
// The frameworks look around when they are loaded; what is imported after them must not.
const TRAP = `await import('react'); await import('vue');
  for (const name of ['window', 'document', 'navigator', 'location', 'localStorage', 'self'])
    Object.defineProperty(globalThis, name, { configurable: true, get() { throw new Error('touched ' + name); } });`;
const LIST = `const found = {}; for (const name of names) found[name] = Object.keys(await import(name)).sort();`;

let widget: WidgetPackage;
beforeAll(() => {
  widget = widgetPackage();
}, 180_000);

const run = async (code: string, args: string[] = []): Promise<unknown> => {
  const file = join(widget.project, 'probe.mjs');
  writeFileSync(file, code);
  return JSON.parse((await promisify(execFile)(process.execPath, [...args, file], { cwd: widget.project })).stdout);
};
const list = (names: string[]): string =>
  `${TRAP} const names = ${JSON.stringify(names)}; ${LIST} process.stdout.write(JSON.stringify(found));`;

describe('@throughline/widget', () => {
  it('[W61] exports these names and no others', async () => {
    expect(await run(list(Object.keys(EXPORTS)))).toEqual(EXPORTS);
    const { exports }: { exports: object } = JSON.parse(readFileSync(join(widget.folder, 'package.json'), 'utf8'));
    expect(Object.keys(exports).sort()).toEqual(['.', './element', './package.json', './react', './server', './vue']);
  });

  it('[W60] importing touches no global in Node, in a worker, and in the build for browsers', async () => {
    for (const condition of ['worker', 'deno', 'browser'])
      expect(await run(list(Object.keys(EXPORTS)), [`--conditions=${condition}`]), condition).toEqual(EXPORTS);
    const inWorker = `import { Worker } from 'node:worker_threads';
      new Worker(new URL('./inside.mjs', import.meta.url)).on('message', (found) => process.stdout.write(JSON.stringify(found)));`;
    const inside = `import { parentPort } from 'node:worker_threads'; ${TRAP} const names = ${JSON.stringify(Object.keys(EXPORTS))}; ${LIST}
      parentPort.postMessage(found);`;
    writeFileSync(join(widget.project, 'inside.mjs'), inside);
    expect(await run(inWorker)).toEqual(EXPORTS);
    const forBrowsers = `${TRAP} process.stdout.write(JSON.stringify(Object.keys(await import('./node_modules/@throughline/widget/dist/index.js')).sort()));`;
    expect(await run(forBrowsers)).toEqual(FUNCTIONS);
  }, 60_000);

  it('[W60] on a server every call settles and does nothing', async () => {
    const code = `import * as t from '@throughline/widget';
      const answers = await Promise.all([t.init({ site: 's' }), t.identify('u'), t.track('X'), t.open(), t.ready(), t.update({})]);
      t.on('open', () => 0)(); t.show(); t.destroy();
      process.stdout.write(JSON.stringify([answers, t.state(), t.unread(), t.userId()]));`;
    expect(await run(code)).toEqual([
      [null, { userId: null, verified: false, conversations: 0 }, { id: '', queued: true }, null, null, null],
      'idle',
      0,
      null,
    ]);
  });

  it('[W61] the later stages come from the package itself; nothing else is needed to run it', () => {
    const files = readdirSync(join(widget.folder, 'dist')).filter((name) => name.endsWith('.js'));
    const texts = files.map((name) => readFileSync(join(widget.folder, 'dist', name), 'utf8')).join('\n');
    const imported = new Set(
      [...texts.matchAll(/(?:^(?:import|export)[^\n]* from |^import |import\()['"]([^'"\n]+)['"]/gm)].map(([, name = '']) => name),
    );
    const outside = [...imported].filter((name) => !name.startsWith('./')).sort();
    expect(outside).toEqual(['@throughline/widget', 'react']); // its own name, and a peer; vue is named by types alone
    expect([...imported].filter((name) => name.startsWith('./') && !files.includes(name.slice(2)))).toEqual([]);
    expect(texts).toMatch(/import\('\.\/chunk-boot\.js'\)/);
    expect(texts).toMatch(/import\('\.\/chunk-stage-three\.js'\)/);
    const about: Record<string, unknown> = JSON.parse(readFileSync(join(widget.folder, 'package.json'), 'utf8'));
    expect(about['dependencies']).toBeUndefined();
    expect(about['sideEffects']).toEqual(['./dist/element.js']);
    expect(about['peerDependenciesMeta']).toEqual({ react: { optional: true }, vue: { optional: true } });
  });

  it('[W61] publint finds nothing, strictly', async () => {
    const tarball = new Uint8Array(readFileSync(widget.tarball)).buffer;
    const { messages, pkg } = await publint({ strict: true, level: 'warning', pack: { tarball } });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it('[W61] attw finds nothing in what an ESM-only package is used by', async () => {
    const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(widget.tarball))));
    if (analysis.types === false) throw new Error('no types');
    const found = analysis.problems.filter((problem) =>
      (['node16-esm', 'bundler'] as const).some((kind) => problemAffectsResolutionKind(problem, kind, analysis)),
    );
    expect(found).toEqual([]);
    expect(Object.keys(analysis.entrypoints).sort()).toEqual(['.', './element', './package.json', './react', './server', './vue']);
  }, 60_000);

  it.each(['NodeNext', 'Bundler'] as const)(
    'types say what may be called, without any other package (%s)',
    (resolution) => {
      const source = join(widget.project, 'consumer.ts');
      writeFileSync(source, readFileSync(new URL('consumer.fixture.txt', import.meta.url)));
      const program = ts.createProgram([source], {
        strict: true,
        exactOptionalPropertyTypes: true,
        noEmit: true,
        skipLibCheck: false,
        types: [],
        target: ts.ScriptTarget.ES2022,
        lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
        module: resolution === 'NodeNext' ? ts.ModuleKind.NodeNext : ts.ModuleKind.ESNext,
        moduleResolution: ts.ModuleResolutionKind[resolution],
      });
      // The compiler's own library and the frameworks are not ours to check.
      const own = program.getSourceFiles().filter(({ fileName }) => fileName === source || fileName.startsWith(widget.folder));
      expect(own.length).toBeGreaterThan(5);
      const found = own.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]);
      const told = ({ messageText, file, start }: ts.Diagnostic): string =>
        `${file?.fileName}:${start} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
      expect(found.map(told)).toEqual([]);
    },
    60_000,
  );
});
