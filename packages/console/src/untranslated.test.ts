// What a person may read goes through `t` or `tn` (K119): every text of the source that is none of their arguments has to be known here, with
// the reason why no language needs it. And no sentence is glued together from pieces, whose order is another one elsewhere.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('.', import.meta.url));

/** Files whose texts nobody reads in the console, or reads in a language of their own. */
const FILES: readonly (readonly [path: RegExp, reason: string])[] = [
  [/^testing\//, 'only tests load it'],
  [/-style\.ts$/, 'style sheets'],
  [/^state\/language-like\.ts$/, 'words by which a language is told'],
  [/^state\/settings-jwt-samples\.ts$/, 'program code to copy'],
  [/^state\/settings-samples\.ts$/, 'sample customers: names and what they wrote'],
  [/^views\/settings\/widget-words\.ts$/, 'keys of the widget’s own words, shown as what visitors read in English'],
];
/** Texts that are no words of the console. */
const TEXTS: ReadonlyMap<string, string> = new Map([
  ['Throughline', 'name of the product'],
  ['English', 'a language calls itself so'],
  ['Deutsch', 'a language calls itself so'],
  ['Español', 'a language calls itself so'],
  ['Français', 'a language calls itself so'],
  ['Python', 'name'],
  ['Ruby', 'name'],
  ['Node', 'name'],
  ['Redis', 'name'],
  ['Enter', 'name of a key, as on the keyboard and in KeyboardEvent'],
  ['Escape', 'name of a key in KeyboardEvent'],
  ['Esc', 'as on the keyboard'],
  ['Ctrl K', 'as on the keyboard'],
  ['Ctrl/⌘ .', 'as on the keyboard'],
  ['Ctrl/⌘ K', 'as on the keyboard'],
  ['Ctrl/⌘ Enter', 'as on the keyboard'],
  ['J', 'as on the keyboard'],
  ['L', 'as on the keyboard'],
  ['</body>', 'HTML'],
  ['Shift', 'name of a key in KeyboardEvent'],
  ['Control', 'name of a key in KeyboardEvent'],
  ['Alt', 'name of a key in KeyboardEvent'],
  ['Meta', 'name of a key in KeyboardEvent'],
  ['Files', 'kind of a drag in DataTransfer'],
  ['Notification', 'property of window'],
  ['Branch Visit Logged', 'name of an event, sent'],
  ['Call Logged', 'name of an event, sent'],
  ['Note Logged', 'name of an event, sent'],
  ['by Friday', 'sent: the relay reads English times'],
  ['in 2 working days', 'sent: the relay reads English times'],
]);
/** A selector of CSS, a media query or a list of media types. */
const isMark = (text: string): boolean => /^[.#][a-z]|^\(prefers-|^(?:a|input|button)[,[]/.test(text);
/** Attributes and properties that carry a mark for machines. */
const NOT_READ = /^(class|key|d|id|href|name|type|role|style|for|rel|target|method|src|viewBox|data-.*|auto.*|inputMode)$/;

function* sources(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.tsx?$/.test(entry.name) && !/\.test\.tsx?$|\.d\.ts$/.test(entry.name)) yield path;
  }
}

const isSentence = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) && ts.isIdentifier(node.expression) && ['t', 'tn'].includes(node.expression.text);

/** Words with a space between, one word with a capital, or the seam of two pieces. */
const reads = (text: string): boolean =>
  /\p{L}[\p{Ll}’]+[,.:;]? \p{L}/u.test(text) || /^\p{Lu}\p{Ll}+(?:\p{Pd}\p{Ll}+)?[.:…]?$/u.test(text) || /^[,.] ?\p{L}/u.test(text);

/** For developers and machines: messages of errors, what is compared, what keys an object, an address of a module. */
function isUnseen(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isNewExpression(node) || ts.isThrowStatement(node)) return /Error\b/.test(node.getText());
  if (ts.isCallExpression(node)) return /^(console\.|useUnsaved$|useAsked$)/.test(node.expression.getText());
  if (ts.isJsxAttribute(node)) return NOT_READ.test(node.name.getText());
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
    if (ts.isBinaryExpression(parent)) return /[=!]==/.test(parent.operatorToken.getText());
    if (ts.isPropertyAssignment(parent)) return parent.name === node || NOT_READ.test(parent.name.getText());
    return ts.isCaseClause(parent) || ts.isElementAccessExpression(parent);
  }
  return ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node) || ts.isInterfaceDeclaration(node);
}

interface Found {
  where: string;
  text: string;
}

function untold(file: ts.SourceFile): Found[] {
  const found: Found[] = [];
  const name = file.fileName.slice(SRC.length);
  const add = (node: ts.Node, text: string): void => {
    if (TEXTS.has(text) || isMark(text)) return;
    found.push({ where: `${name}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`, text: text.slice(0, 80) });
  };
  const visit = (node: ts.Node): void => {
    if (isUnseen(node)) return;
    if (isSentence(node)) {
      const values = node.arguments.slice(node.expression.getText() === 't' ? 1 : 3);
      for (const value of values) visit(value);
      return;
    }
    if (ts.isJsxText(node)) {
      const text = node.text.trim().replace('&lt;', '<').replace('&gt;', '>');
      if (/\p{L}/u.test(text)) add(node, text);
    } else if (ts.isStringLiteralLike(node)) {
      if (reads(node.text)) add(node, node.text);
    } else if (ts.isTemplateExpression(node)) {
      const text = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('{}');
      if (/\p{L}{2,},? \p{L}{2,}|^\p{Lu}\p{Ll}+ |\{\} \p{Ll}{2,}/u.test(text) && !/[<;\n]|\b(script|connect)-src/.test(text))
        add(node, text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** A sentence that begins or ends in the middle has a second half elsewhere. */
function seams(file: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isSentence(node)) {
      const [key] = node.arguments;
      if (key !== undefined && ts.isStringLiteralLike(key) && /^[\s,.;)]|[\s,(“]$/.test(key.text))
        found.push(`${file.fileName.slice(SRC.length)}: ${key.text}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const read = [...sources(SRC)]
  .filter((path) => !FILES.some(([known]) => known.test(path.slice(SRC.length))))
  .map((path) => ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true));

it('[K119] whatever a person may read is said in their language', () => {
  expect(read.flatMap(untold)).toEqual([]);
});

it('[K119] no sentence begins or ends with the seam to another piece', () => {
  expect(read.flatMap(seams)).toEqual([]);
});
