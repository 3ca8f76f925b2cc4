// Where a site's widget was seen running. GET /api/v1/widget/installation.
import { z } from 'zod';
import { Instant } from '../model/primitives.js';

export const WidgetInstallation = z.object({
  /** Version of the widget this relay serves, as in `/widget/<version>/widget.js`. */
  version: z.string(),
  /** Other pages that asked this relay for the widget's settings since it started, newest first; the relay's own pages do not count. */
  seen: z.array(
    z.object({
      origin: z.string(),
      at: Instant,
      /** Whether the site's origins let that page talk (S130). */
      allowed: z.boolean(),
    }),
  ),
});
export type WidgetInstallation = z.infer<typeof WidgetInstallation>;
