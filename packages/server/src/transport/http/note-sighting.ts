// Remembers on which page the widget asked for its settings. Our own pages are none: demo, preview and hosted page say nothing about the site's.
import type { Request } from 'express';
import type { RelayDeps } from '../relay-deps.js';

export function noteSighting(deps: RelayDeps, request: Request, siteId: string): void {
  const origin = request.get('origin');
  if (origin !== undefined && origin !== 'null' && origin !== deps.publicOrigin) deps.sightings.saw(siteId, origin);
}
