// The ledger as a file of JSON lines beside the store: appended and synced, never rewritten (S76). A last line that was torn by a crash was
// never answered for, and is passed over; the erasure it belonged to was refused or comes again.
import { createReadStream, existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { ErasureLedger, LedgerLine } from '../../ports/erasure-ledger.js';

const Line = z.object({
  siteId: z.string(),
  at: z.number(),
  customers: z.array(z.string()),
  visitors: z.array(z.string()),
  conversations: z.array(z.object({ id: z.string(), convKey: z.string(), principalId: z.string(), channel: z.string() })),
});

function parsed(text: string): LedgerLine | null {
  try {
    return Line.parse(JSON.parse(text));
  } catch {
    return null; // torn
  }
}

async function syncFolderOf(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

export function fileLedger(path: string): ErasureLedger {
  return {
    async append(line) {
      const isNew = !existsSync(path);
      const file = await open(path, 'a', 0o600);
      try {
        // The line break stands before the line: what a crash tore stays a line of its own and spoils no other.
        await file.appendFile(`\n${JSON.stringify(line)}`);
        await file.sync();
      } finally {
        await file.close();
      }
      if (isNew) await syncFolderOf(path);
    },
    async *lines() {
      if (!existsSync(path)) return;
      for await (const text of createInterface({ input: createReadStream(path) })) {
        const line = text === '' ? null : parsed(text);
        if (line !== null) yield line;
      }
    },
  };
}
