// Keys of a site over REST: secrets are answered once, when they are made, and never again (S34).
import { z } from 'zod';
import { Text } from '../model/primitives.js';

/** A signing secret of the site, by its name in a token's header. Two may be live while back ends change over (ID4). */
export const IdentityKeyView = z.object({ kid: z.string(), alg: z.string(), createdAt: z.iso.datetime() });
export type IdentityKeyView = z.infer<typeof IdentityKeyView>;
/** GET /api/v1/identity-keys */
export const IdentityKeyList = z.object({ items: z.array(IdentityKeyView), cursor: z.null() });
/** POST /api/v1/identity-keys */
export const IdentityKeyCreated = IdentityKeyView.extend({ secret: z.string() });
export type IdentityKeyCreated = z.infer<typeof IdentityKeyCreated>;
/** POST /api/v1/site/secret-key and POST /api/v1/sources/:id/secret-key: the old key stops working at once. */
export const SecretKeyCreated = z.object({ secretKey: z.string() });
export type SecretKeyCreated = z.infer<typeof SecretKeyCreated>;
/** POST /api/v1/identity-tokens/check: would this token sign somebody in now? */
export const TokenCheck = z.strictObject({ token: Text(8_192).min(1) });
export const TokenCheckAnswer = z.object({
  valid: z.boolean(),
  /** `token_invalid` or `token_expired`; null when it is valid. */
  code: z.string().nullable(),
  userId: z.string().nullable(),
});
export type TokenCheckAnswer = z.infer<typeof TokenCheckAnswer>;
