#!/usr/bin/env node
// The `throughline` command: one word, then flags. Results go to standard output, everything else to standard error.
import { doctor } from './commands/doctor.js';
import { UsageError } from './commands/flags.js';
import { migrate } from './commands/migrate.js';
import { rebuild } from './commands/rebuild.js';
import { setupToken } from './commands/setup-token.js';
import { siteAdd } from './commands/site-add.js';
import { start } from './commands/start.js';
import { userAdd } from './commands/user-add.js';
import { ConfigError, nearest } from './config.js';

const COMMANDS: Record<string, (args: string[]) => Promise<void>> = {
  start,
  migrate,
  doctor,
  rebuild,
  'site:add': siteAdd,
  'user:add': userAdd,
  'setup-token': setupToken,
};

const USAGE = `throughline <command> [flags]

  start        [--port 3000] [--data-dir ./data] [--public-url URL] [--demo] [--json]
  migrate      bring the store's tables up to date
  doctor       check Node, store, disk and port, and print the CSP lines a site needs
  rebuild      [--site ID]  fold every projection again from the log
  site:add     --name NAME --origin URL [--origin URL …] [--timezone ZONE] [--locale TAG] [--json]
  user:add     --email ADDRESS --role owner|admin|lead|agent|analyst|guest [--department ID] [--name NAME] [--site ID] [--password-stdin] [--json]
  setup-token  a new one-time setup address

Settings: flags > environment (PORT, DATA_DIR, DATABASE_URL, PUBLIC_URL …) > throughline.config.json > defaults.
`;

async function main([name, ...args]: string[]): Promise<void> {
  if (name === undefined || name === 'help' || name === '--help') return void process.stdout.write(USAGE);
  const command = COMMANDS[name];
  if (command === undefined) throw new UsageError(`Unknown command ${name}. Did you mean ${nearest(name, Object.keys(COMMANDS))}?`);
  return command(args);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  if (error instanceof ConfigError || error instanceof UsageError) process.stderr.write(`${error.message}\n`);
  else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
