// Which site a request from a browser page speaks to, whether that page may (C8, S58), and whose device it comes from (S24): for every route
// under /visitor/v1.
import type { Request, Response } from 'express';
import { findVisitor } from '../../app/visitor-principal.js';
import { originAllowed } from '../../domain/ingest/origin.js';
import type { SiteRecord, VisitorRecord } from '../../ports/store-accounts.js';
import type { RelayDeps } from '../relay-deps.js';
import { sendProblem } from './problem.js';

/** The site of a request from a browser page, or null after a problem was sent. From here on answers are for pages of the site alone. */
export async function siteFor(deps: RelayDeps, request: Request, response: Response, key: string): Promise<SiteRecord | null> {
  const site = await deps.sites.byPublicKey(key);
  if (site === null) {
    sendProblem(response, 'not_found', { detail: 'No site has this key' });
    return null;
  }
  response.removeHeader('Access-Control-Allow-Origin');
  const origin = request.get('origin');
  if (origin !== undefined && origin !== deps.publicOrigin && !originAllowed(site.origins, origin)) {
    sendProblem(response, 'origin_not_allowed');
    return null;
  }
  if (origin !== undefined) response.set('Access-Control-Allow-Origin', origin);
  response.vary('Origin').set('Cache-Control', 'no-store');
  return site;
}

/** The site and the visitor of its device token, or null after a problem was sent: another site's token is none (S11). `deviceToken` null: none came. */
export async function visitorFor(
  deps: RelayDeps,
  request: Request,
  response: Response,
  { site: key, deviceToken }: { site: string; deviceToken: string | null },
): Promise<{ site: SiteRecord; visitor: VisitorRecord } | null> {
  const site = await siteFor(deps, request, response, key);
  if (site === null) return null;
  const visitor = deviceToken === null ? null : await findVisitor(deps, deviceToken);
  if (visitor?.siteId === site.id) return { site, visitor };
  sendProblem(response, 'unauthenticated');
  return null;
}
