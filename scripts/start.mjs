// `npm start` on a fresh clone: check Node, install, build what changed, run the relay with its demo. Built-in modules only.
// The relay runs in this process, so that Ctrl+C reaches it directly. (Not a child: npm would send it the signal twice.)
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { checkNode, install } from './install.mjs';
import { root } from './steps.mjs';

checkNode();
install();
build();

const cli = join(root, 'packages/server/dist/cli.js');
process.argv = [process.argv[0] ?? 'node', cli, 'start', '--demo', ...process.argv.slice(2)];
await import(pathToFileURL(cli).href);
