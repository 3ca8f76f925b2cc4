// The types of the npm package, as the compiler writes them: one file per entry, readable, and self-contained. The two names they take from
// `@throughline/types`, which is not published, are written out. Each file by itself, without checking: the type check is a step of its own.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const SOURCES = ['api', 'core/failure', 'element', 'index', 'react', 'server', 'vue'];
const SHARED = { Json: 'model/primitives', WidgetErrorCode: 'errors' };

/** `export type WidgetErrorCode = 'a' | 'b';`: what the names of `@throughline/types` mean, spelt out. */
function spellOut() {
  const files = Object.values(SHARED).map((name) => here(`../types/src/${name}.ts`));
  const program = ts.createProgram(files, { noResolve: true, types: [], target: ts.ScriptTarget.ES2022, strict: true });
  const checker = program.getTypeChecker();
  const flags = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias;
  const lines = Object.keys(SHARED).map((name, at) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(files[at]));
    const symbol = checker.getExportsOfModule(module).find((one) => one.name === name);
    return `export type ${name} = ${checker.typeToString(checker.getDeclaredTypeOfSymbol(symbol), undefined, flags)};`;
  });
  return ['// What the other files here take from the protocol: JSON values and the closed list of error codes.', ...lines, ''].join('\n');
}

function declarationOf(source) {
  const fileName = here(`src/${source}.ts`);
  const compilerOptions = { target: ts.ScriptTarget.ES2022, strict: true };
  const { outputText, diagnostics } = ts.transpileDeclaration(readFileSync(fileName, 'utf8'), { fileName, compilerOptions });
  const [problem] = diagnostics ?? [];
  for (const [, names] of outputText.matchAll(/import type \{([^}]*)\} from '@throughline\/types'/g))
    for (const name of names.split(',')) if (!(name.trim() in SHARED)) throw new Error(`${source}.ts: spell out ${name.trim()} too`);
  if (problem) throw new Error(`${source}.ts: ${ts.flattenDiagnosticMessageText(problem.messageText, '\n')}`);
  return outputText
    .replace(/from '(?:\.\/core|\.)\/failure\.js'/g, "from './failure.js'")
    .replace(/from '@throughline\/types'/g, "from './shared.js'");
}

export const declarations = {
  name: 'declarations',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'shared.d.ts', source: spellOut() });
    for (const source of SOURCES) {
      const fileName = `${source.slice(source.lastIndexOf('/') + 1)}.d.ts`;
      this.emitFile({ type: 'asset', fileName, source: declarationOf(source) });
    }
  },
};
