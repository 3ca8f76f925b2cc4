// A small file that is either the old one or the new one, whatever happens while it is written, and on the disk when the promise resolves.
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A file, or a folder: then what was made, renamed or removed in it. */
export async function syncPath(path: string): Promise<void> {
  const opened = await open(path, 'r');
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
}

/** Only its owner may read it. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const next = `${path}.next`;
  const file = await open(next, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(next, path);
  await syncPath(dirname(path));
}
