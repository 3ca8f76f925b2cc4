// `GET /chat/<site>`: a page that is nothing but the chat, for sites that link or frame it, browsers that cannot run the widget in a page,
// and conversations continued on another device. The page is one file for all sites: it reads its site from its address, so nothing of a
// site is ever written into HTML (S15); what differs is who may frame it.
import { join } from 'node:path';
import express, { Router } from 'express';
import type { RelayDeps } from '../relay-deps.js';
import { hostedAssetHeaders, hostedPageHeaders, setHeaders } from './page-headers.js';
import { sendProblem } from './problem.js';

/** @param folder built page: index.html, page.js, page.css, icon.svg */
export function hostedPageRoutes(deps: RelayDeps, folder: string): Router {
  const router = Router({ strict: true }); // relative addresses in the page start from /chat/
  router.use(
    '/assets',
    express.static(folder, {
      cacheControl: false,
      index: false,
      redirect: false,
      setHeaders: (response) => setHeaders(response, hostedAssetHeaders()),
    }),
  );
  router.get('/:site', async (request, response) => {
    const site = await deps.sites.byPublicKey(request.params.site);
    if (site === null) return sendProblem(response, 'not_found', { detail: 'No site has this key' });
    setHeaders(response, hostedPageHeaders(deps.publicOrigin, site.origins));
    return void response.sendFile('index.html', { root: join(folder), cacheControl: false }, (error?: Error) => {
      if (error !== undefined && !response.headersSent)
        sendProblem(response, 'not_found', { detail: 'The hosted page is not built: npm run build' });
    });
  });
  return router;
}
