// The README says what is so: its commands exist, its links lead somewhere, its promises are the protocol's, its figures the enforced ones.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const readme = read('README.md');
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').replace(/[*_]/g, '');
const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...list('docs'), ...list('examples')];

function list(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
}

describe('the README', () => {
  it('names npm scripts that exist', () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'));
    for (const page of pages) {
      for (const [, name = ''] of read(page).matchAll(/npm run ([\w:-]+)/g))
        expect(Object.keys(scripts), `${page}: npm run ${name}`).toContain(name);
    }
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['start', 'test', 'check', 'build']));
  });

  it('gives the promises P1–P5 in the words of the protocol', () => {
    const protocol = oneLine(read('docs/protocol.md'));
    const promises = [...readme.matchAll(/^- \*\*(P[1-4])\*\* (.*)$/gm)];
    expect(promises).toHaveLength(4);
    for (const [, id = '', words = ''] of promises) expect(protocol, id).toContain(oneLine(words));
  });

  it('says what a host page can read, as SECURITY.md does', () => {
    const words = "Scripts of the host page can read the chat, the visitor's token and the unsent text, and can act as the visitor.";
    for (const page of ['README.md', 'SECURITY.md']) expect(oneLine(read(page)), page).toContain(words);
  });

  it('states the sizes that are enforced', () => {
    const limits: { name: string; limit: string }[] = JSON.parse(read('.size-limit.json'));
    const [, most] = /\| each part it loads later, at most +\| (\d+) kB/.exec(readme) ?? [];
    for (const { name, limit } of limits) {
      if (/^console, (later|lazy)/.test(name)) expect([name, Number.parseFloat(limit) <= Number(most)]).toEqual([name, true]);
      else expect(readme.replace(/ +/g, ' ')).toContain(`| ${limit} |`);
    }
  });

  it('links to files that exist, as every page does', () => {
    const dead = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !existsSync(join(root, dirname(page), target)))
        .map((target) => `${page} → ${target}`),
    );
    expect(dead).toEqual([]);
  });

  it('examples are short', () => {
    const long = readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' }).filter(
      (name) => /\.\w+$/.test(name) && read(join('examples', name)).split('\n').length > 101,
    );
    expect(long).toEqual([]);
  });
});
