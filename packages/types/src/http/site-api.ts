// The site itself over REST: what it is called and which pages may use its public key.
import { z } from 'zod';
import { Id, Text } from '../model/primitives.js';

const Name = Text(80).min(1);
/** Exact `scheme://host[:port]`, `https://*.example.com` for subdomains, `*` for any page (S130). */
const Origins = z.array(Text(300).min(1)).min(1).max(100);

/** GET /api/v1/site */
export const SiteView = z.object({ id: Id, name: z.string(), writeKey: z.string(), origins: z.array(z.string()) });
export type SiteView = z.infer<typeof SiteView>;
/** PATCH /api/v1/site: what is named changes, the rest stays. */
export const SiteUpdate = z.strictObject({ name: Name, origins: Origins }).partial();
export type SiteUpdate = z.infer<typeof SiteUpdate>;
/** `was`: what the caller saw of what it changes; when somebody else changed it since, nothing is changed: `conflict`. */
export const SiteChange = SiteUpdate.extend({ was: SiteUpdate.optional() });
export type SiteChange = z.infer<typeof SiteChange>;
