#!/usr/bin/env node
// The `throughline` command: one word, then flags. Results go to standard output, everything else to standard error.
import { UsageError } from './commands/flags.js';
import { ConfigError, nearest } from './config.js';
import { asError } from './domain/as-error.js';
import { MaintenanceRefused } from './ports/maintenance.js';
import { StoreRefused } from './ports/store.js';

type Command = (args: string[]) => Promise<void>;

/** Each is loaded when it is asked for: whoever adds a user need not wait for the web server. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  start: async () => (await import('./commands/start.js')).start,
  migrate: async () => (await import('./commands/migrate.js')).migrate,
  doctor: async () => (await import('./commands/doctor.js')).doctor,
  rebuild: async () => (await import('./commands/rebuild.js')).rebuild,
  backup: async () => (await import('./commands/backup.js')).backup,
  restore: async () => (await import('./commands/restore.js')).restore,
  export: async () => (await import('./commands/export-site.js')).exportSite,
  import: async () => (await import('./commands/import-site.js')).importSite,
  'site:add': async () => (await import('./commands/site-add.js')).siteAdd,
  'user:add': async () => (await import('./commands/user-add.js')).userAdd,
  'setup-token': async () => (await import('./commands/setup-token.js')).setupToken,
};

const USAGE = `throughline <command> [flags]

  start        [--port 3000] [--data-dir ./data] [--public-url URL] [--demo] [--json]
  migrate      bring the store's tables up to date
  doctor       check Node, store, disk and port, and print the CSP lines a site needs
  rebuild      [--site ID]  fold every projection again from the log
  backup       FILE  a whole copy of the embedded store, also beside a running relay
  restore      FILE  put a backup in the store's place; without FILE: PostgreSQL was restored by its own tools
  export       FILE --site ID  every row of a site as JSON lines
  import       FILE  a site into a store that does not have it
  site:add     --name NAME --origin URL [--origin URL …] [--timezone ZONE] [--locale TAG] [--json]
  user:add     --email ADDRESS --role owner|admin|lead|agent|analyst|guest [--department ID] [--name NAME] [--site ID] [--password-stdin] [--json]
  setup-token  a new one-time setup address

Settings: flags > environment (PORT, DATA_DIR, DATABASE_URL, PUBLIC_URL …) > throughline.config.json > defaults.
`;

async function main([name, ...args]: string[]): Promise<void> {
  if (name === undefined || name === 'help' || name === '--help') return void process.stdout.write(USAGE);
  const command = COMMANDS[name];
  if (command === undefined) throw new UsageError(`Unknown command ${name}. Did you mean ${nearest(name, Object.keys(COMMANDS))}?`);
  return (await command())(args);
}

/** What the person at the command line can act on: one line, no stack. */
const REFUSALS = [ConfigError, UsageError, StoreRefused, MaintenanceRefused];

main(process.argv.slice(2)).catch((error: unknown) => {
  if (REFUSALS.some((refusal) => error instanceof refusal)) process.stderr.write(`${asError(error).message}\n`);
  else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
