// Commands about one file take it as their first word: `throughline backup FILE`.
import { resolve } from 'node:path';
import { UsageError } from './flags.js';

export function takeFile(args: readonly string[]): { file: string | undefined; flags: string[] } {
  const [first, ...rest] = args;
  return first === undefined || first.startsWith('--') ? { file: undefined, flags: [...args] } : { file: resolve(first), flags: rest };
}

export function needFile(args: readonly string[], command: string): { file: string; flags: string[] } {
  const { file, flags } = takeFile(args);
  if (file === undefined) throw new UsageError(`${command} needs a file: throughline ${command} FILE`);
  return { file, flags };
}

/** `12 entries, 3 visitors …`: tables that hold something, largest first. */
export function countsText(counts: Record<string, number>): string {
  const held = Object.entries(counts).sort(([, a], [, b]) => b - a);
  return held.map(([table, count]) => `${count} ${table}`).join(', ');
}
