// A settings document as it is stored. One that cannot be read, written by hand or by another version, must not stop what the others are needed
// for: whoever reads many leaves it out.
import type { z } from 'zod';

/** Null when the text is no JSON, or not what `shape` asks for. */
export function readDocument<T>(shape: z.ZodType<T>, text: string): T | null {
  try {
    const read = shape.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
