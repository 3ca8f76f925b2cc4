import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { systemIds } from '../crypto/ids.js';
import { diskFiles } from './disk-files.js';

const folder = mkdtempSync(join(tmpdir(), 'throughline-files-'));
afterEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
});
const files = diskFiles({ folder, ids: systemIds });

async function read(name: string): Promise<string | null> {
  const chunks = await files.open(name);
  if (chunks === null) return null;
  const parts: Uint8Array[] = [];
  for await (const part of chunks) parts.push(part);
  return Buffer.concat(parts).toString();
}
const listed = async (before: number): Promise<string[]> => {
  const names: string[] = [];
  for await (const name of files.olderThan(before)) names.push(name);
  return names;
};

it('[S68] what is kept stands alone under a random name, for the relay only', async () => {
  const incoming = await files.receive();
  await incoming.write(Buffer.from('hel'));
  await incoming.write(Buffer.from('lo'));
  expect(Buffer.from(await incoming.bytes()).toString()).toBe('hello');
  const name = await incoming.keep(Buffer.from('HELLO'));
  await incoming.drop();
  expect(readdirSync(folder)).toEqual([name]);
  expect(name).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
  expect(await read(name)).toBe('HELLO');
  await files.remove(name);
  await files.remove(name);
  expect(await read(name)).toBeNull();
});

it('[S65] an upload that is dropped leaves nothing', async () => {
  const incoming = await files.receive();
  await incoming.write(Buffer.from('half'));
  await incoming.drop();
  await incoming.drop();
  expect(readdirSync(folder)).toEqual([]);
});

it('[S65] what a crash left between writing and renaming is listed with its age, and nobody can read it', async () => {
  const [name, other] = ['a'.repeat(43), 'b'.repeat(43)];
  writeFileSync(join(folder, `${name}.part`), 'what came in');
  writeFileSync(join(folder, `${name}.next`), 'half of what was ke');
  writeFileSync(join(folder, other), 'whole');
  writeFileSync(join(folder, 'notes.txt'), 'not ours');
  expect(await read(name)).toBeNull();
  for (const each of readdirSync(folder)) utimesSync(join(folder, each), 1_000, 1_000);
  expect((await listed(2_000_000)).sort()).toEqual([`${name}.next`, `${name}.part`, other].sort());
  expect(await listed(1_000_000)).toEqual([]);
  await files.remove(`${name}.part`);
  expect(existsSync(join(folder, `${name}.part`))).toBe(false);
  expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('not ours');
});

it.each(['../seal.key', 'notes.txt', '', '/etc/passwd', `${'a'.repeat(43)}/../x`])(
  '[S68] a name that is not its own is no name: %j',
  async (name) => {
    await expect(files.open(name)).rejects.toThrow('no name');
    await expect(files.remove(name)).rejects.toThrow('no name');
  },
);
