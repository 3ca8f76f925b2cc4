// Changes between two JSON documents (RFC 6902): `add`, `remove` and `replace` only, which is all a diff needs.
import { z } from 'zod';
import { Json } from './model/primitives.js';

export const JsonPatchOperation = z.discriminatedUnion('op', [
  z.object({ op: z.enum(['add', 'replace']), path: z.string(), value: Json }),
  z.object({ op: z.literal('remove'), path: z.string() }),
]);
export type JsonPatchOperation = z.infer<typeof JsonPatchOperation>;
export const JsonPatch = z.array(JsonPatchOperation);
export type JsonPatch = z.infer<typeof JsonPatch>;
