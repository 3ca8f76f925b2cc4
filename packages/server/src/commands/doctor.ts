// `throughline doctor`: what an operator would check by hand, one line each, then what a strict site needs: the two CSP lines (W90) and the
// tags pinned by their hash.
import { access, constants, readFile, readdir, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { openStore, PUBLIC_FOLDER } from '../compose.js';
import { readConfig } from '../config.js';
import { readFlags, STORE_FLAGS } from './flags.js';

const FLAGS = { ...STORE_FLAGS, 'public-url': 'text', port: 'text' } as const;
const NODE_MIN = [20, 19] as const;
const DISK_MIN_BYTES = 200 * 1024 * 1024;
const DEFAULT_PORT = 3_000;
const MIB = 1024 * 1024;

interface Finding {
  ok: boolean;
  text: string;
}

function checkNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const ok = major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1]);
  return { ok, text: `Node ${process.versions.node}${ok ? '' : ': Throughline needs 20.19 or later'}` };
}

async function checkDisk(dataDir: string): Promise<Finding> {
  await access(dataDir, constants.W_OK);
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  return { ok: free >= DISK_MIN_BYTES, text: `Disk: ${Math.floor(free / MIB)} MiB free in ${dataDir}` };
}

function checkPort(port: number): Promise<Finding> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done({ ok: true, text: `Port ${port} is in use (a relay may be running)` }));
    probe.listen(port, () => probe.close(() => done({ ok: true, text: `Port ${port} is free` })));
  });
}

/** Script tags of this release that a page may pin: the staged loader, and everything in one file. */
async function pinnedTags(origin: string): Promise<string[]> {
  const folder = join(PUBLIC_FOLDER, 'widget');
  const version = (await readdir(folder)).find((name) => /^\d/.test(name)) ?? '';
  const hashes: Record<string, string> = JSON.parse(await readFile(join(folder, version, 'integrity.json'), 'utf8'));
  return ['widget.js', 'widget.all.js'].map(
    (file) =>
      `<script async src="${origin}/widget/${version}/${file}" integrity="${hashes[file]}" crossorigin data-site="site_…"></script>`,
  );
}

const failed =
  (what: string) =>
  (error: unknown): Finding => ({ ok: false, text: `${what}: ${error instanceof Error ? error.message : String(error)}` });

export async function doctor(args: string[]): Promise<void> {
  const config = readConfig(readFlags(args, FLAGS).settings([]), process.env);
  const port = config.port ?? DEFAULT_PORT;
  const origin = new URL(config.publicUrl ?? `http://localhost:${port}`).origin;
  const store = openStore(config, { exclusive: false }).then(async (opened): Promise<Finding> => {
    const { kind, version, durability, warning } = opened.about;
    await opened.close();
    return { ok: true, text: `Store: ${kind} ${version}, ${durability}${warning === undefined ? '' : ` (${warning})`}` };
  }, failed('Store'));
  const findings = [checkNode(), await store, await checkDisk(resolve(config.dataDir)).catch(failed('Disk')), await checkPort(port)];
  for (const { ok, text } of findings) process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${text}\n`);
  process.stdout.write(`\nA strict site needs:\n  script-src  ${origin}\n  connect-src ${origin} ${origin.replace(/^http/, 'ws')}\n`);
  const tags = await pinnedTags(origin).catch((error: unknown) => [failed('The widget is not built')(error).text]);
  process.stdout.write(`\nPinned to this release, in stages or as one file:\n${tags.map((tag) => `  ${tag}\n`).join('')}`);
  if (findings.some((finding) => !finding.ok)) process.exitCode = 1;
}
