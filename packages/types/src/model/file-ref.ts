// A file as a message refers to it. What the relay stored decides: a reference that differs from it is refused (S65, S66).
import { z } from 'zod';
import { FILE_MAX_BYTES } from '../limits.js';
import { Id, Text } from './primitives.js';

/** The closed list, told by the first bytes of the content and by nothing else (S66). */
export const FileType = z.enum(['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'application/pdf', 'text/plain']);
export type FileType = z.infer<typeof FileType>;

export const FileRef = z.object({
  id: Id,
  /** As the sender called it, without a path. */
  name: Text(120).min(1),
  type: FileType,
  /** Bytes, as stored. */
  size: z.int().min(1).max(FILE_MAX_BYTES),
  /** Pictures only: px. */
  width: z.int().min(1).optional(),
  height: z.int().min(1).optional(),
});
export type FileRef = z.infer<typeof FileRef>;
