// nginx with the example's own configuration, on a port of loopback. Order of search as for the other servers (G47); never the machine's own.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installPackage, onPath } from './install-package.js';
import { freshFolder, startPrivate } from './private-server.js';

const START_TIMEOUT_MS = 10_000;
const FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin'];

export interface TestNginx {
  readonly url: string;
  /** What it wrote to its error log so far goes nowhere: `stop` removes its folder. Twice is fine. */
  stop(): Promise<void>;
}

function findBinary(): string {
  const path = process.env['PATH'] ?? '';
  process.env['PATH'] = [path, ...FOLDERS].join(':'); // Debian keeps it where only root looks
  try {
    const binary = onPath('nginx') ?? (installPackage('nginx-light') ? onPath('nginx') : null);
    if (binary === null) throw new Error('nginx not found: run apt-get install nginx-light');
    return binary;
  } finally {
    process.env['PATH'] = path;
  }
}

/** `site`: what goes into conf.d, with its port already substituted. Resolves when it accepts connections. */
export async function startNginx({ port, site }: { port: number; site: string }): Promise<TestNginx> {
  const binary = findBinary();
  const folder = freshFolder();
  mkdirSync(join(folder, 'logs'));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join('\n');
  const main = `
    daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/logs/error.log;
    events { worker_connections 256; }
    http { access_log off; ${temporary} ${site} }`;
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, main);
  const said: string[] = [];
  const server = startPrivate(binary, ['-p', folder, '-e', `${folder}/logs/error.log`, '-c', file], {
    folder,
    stopSignal: 'SIGTERM',
    onLine: (line) => said.push(line),
  });
  const url = `http://127.0.0.1:${port}`;
  for (const until = Date.now() + START_TIMEOUT_MS; ;) {
    const answered = await fetch(`${url}/healthz`).then(
      () => true,
      () => false,
    );
    if (answered) return { url, stop: () => server.stop() };
    if (Date.now() > until) {
      await server.stop();
      throw new Error(`nginx did not answer: ${said.join('\n')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
