// Flags of the command line: `--data-dir x` is the setting `dataDir`; an unknown one is refused with the nearest known name.
import { parseArgs } from 'node:util';
import { nearest } from '../config.js';

/** The command line cannot be used: one clear line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export type FlagTypes = Record<string, 'text' | 'switch' | 'list'>;

/** Flags every command takes: where the store is. */
export const STORE_FLAGS: FlagTypes = { 'data-dir': 'text', 'database-url': 'text', 'seal-key-file': 'text', 'log-level': 'text' };

export interface Flags {
  text(name: string): string | undefined;
  on(name: string): boolean;
  list(name: string): string[];
  /** The given settings by their camelCase names, without `except`. */
  settings(except: readonly string[]): Record<string, string | boolean>;
}

const camelCase = (name: string): string => name.replace(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase());

export function readFlags(args: string[], types: FlagTypes): Flags {
  for (const arg of args) {
    const name = arg.startsWith('--') ? arg.slice(2).split('=')[0] : undefined;
    if (name !== undefined && name !== '' && !(name in types)) {
      throw new UsageError(`Unknown flag --${name}. Did you mean --${nearest(name, Object.keys(types))}?`);
    }
  }
  const options = Object.fromEntries(
    Object.entries(types).map(([name, type]) => [
      name,
      { type: type === 'switch' ? ('boolean' as const) : ('string' as const), multiple: type === 'list' },
    ]),
  );
  const values = parse(args, options);
  return {
    text(name) {
      const value = values[name];
      return typeof value === 'string' ? value : undefined;
    },
    on: (name) => values[name] === true,
    list(name) {
      const value = values[name];
      return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
    },
    settings(except) {
      const found: Record<string, string | boolean> = {};
      for (const [name, value] of Object.entries(values)) {
        if (!except.includes(name) && (typeof value === 'string' || typeof value === 'boolean')) found[camelCase(name)] = value;
      }
      return found;
    },
  };
}

function parse(args: string[], options: Record<string, { type: 'boolean' | 'string'; multiple: boolean }>): Record<string, unknown> {
  try {
    return parseArgs({ args, options, allowPositionals: false, strict: true }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
