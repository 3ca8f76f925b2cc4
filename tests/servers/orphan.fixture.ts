// A run that takes a database and then hangs: the test kills it and looks at what stays behind.
import { freshDatabase } from './postgres.js';

process.stdout.write(`${(await freshDatabase()).url}\n`);
setInterval(() => undefined, 1_000);
