// Static files: widget, console, demo. Everything comes from this origin (K140, K143); unknown assets are 404, unknown console pages its shell.
import { join } from 'node:path';
import express, { Router } from 'express';
import type { NextFunction, Request, Response } from 'express';
import { demoIdentity } from '../../app/demo-identity.js';
import type { RelayDeps } from '../relay-deps.js';
import { consoleHeaders, demoHeaders, setHeaders, widgetHeaders } from './page-headers.js';
import { sendProblem } from './problem.js';

const ASSET = /\.[a-z0-9]+$/i;

export interface PageFolders {
  /** Built bundles: `widget/`, `hosted/` and `console/`. */
  public: string;
  /** The widget's files of earlier releases, one folder per version (W102). */
  releases: string;
  demo: string;
}

const VERSIONED = /[\\/]widget[\\/]\d+\.\d+\.\d+[^\\/]*[\\/]/;
const HASHED = /[\\/]assets[\\/]/;

/** Everything here is named by its version or revalidated (W100). Chunks of earlier releases lie in a folder of their own (W102). */
export function widgetRoutes({ public: folder, releases }: PageFolders): Router {
  const router = Router();
  const earlier = express.static(releases, {
    cacheControl: false,
    index: false,
    redirect: false,
    setHeaders: (response) => setHeaders(response, widgetHeaders(true)),
  });
  const files = express.static(join(folder, 'widget'), {
    cacheControl: false,
    index: false,
    setHeaders: (response, path) => setHeaders(response, widgetHeaders(VERSIONED.test(path))),
  });
  router.get('/widget.js', files);
  router.use('/widget', files, earlier, (_request: Request, response: Response) => sendProblem(response, 'not_found'));
  return router;
}

export function consoleRoutes(deps: RelayDeps, { public: folder }: PageFolders): Router {
  const router = Router();
  const headers = consoleHeaders(deps.publicOrigin);
  const root = join(folder, 'console');
  router.use(
    '/assets',
    express.static(join(root, 'assets'), {
      cacheControl: false,
      index: false,
      redirect: false,
      setHeaders: (response, path) => {
        setHeaders(response, headers);
        response.setHeader('Cache-Control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-store');
      },
    }),
  );
  router.get('/{*page}', async (request, response) => {
    if (ASSET.test(request.path)) return sendProblem(response, 'not_found');
    // S31: before the claim there is only the claim page.
    if (!request.path.startsWith('/setup') && (await deps.store.unclaimed({}))) return sendProblem(response, 'not_found');
    setHeaders(response, { ...headers, 'Cache-Control': 'no-store' });
    return void response.sendFile('index.html', { root, cacheControl: false }, (error?: Error) => {
      if (error !== undefined && !response.headersSent)
        sendProblem(response, 'not_found', { detail: 'The console is not built: npm run build' });
    });
  });
  return router;
}

export function demoRoutes(deps: RelayDeps, { demo }: PageFolders): Router {
  const router = Router();
  router.get('/config.js', async (_request, response) => {
    const identity = await demoIdentity(deps);
    if (identity === null) return sendProblem(response, 'not_found', { detail: 'Start with --demo to have a demo site' });
    setHeaders(response, { ...demoHeaders(deps.publicOrigin), 'Cache-Control': 'no-store' });
    const lines = [
      `window.throughlineSettings = ${JSON.stringify({ site: identity.site })};`,
      `window.throughlineDemo = ${JSON.stringify(identity.customer)};`,
    ];
    return void response.type('text/javascript').send(lines.join('\n'));
  });
  router.use(async (_request: Request, response: Response, next: NextFunction) => {
    const hasDemo = (await deps.store.sites({})).some((site) => site.demo);
    return hasDemo ? next() : sendProblem(response, 'not_found', { detail: 'Start with --demo to have a demo site' });
  });
  router.use(
    express.static(demo, {
      extensions: ['html'],
      cacheControl: false,
      setHeaders: (response) => setHeaders(response, demoHeaders(deps.publicOrigin)),
    }),
  );
  router.use((_request: Request, response: Response, _next: NextFunction) => sendProblem(response, 'not_found'));
  return router;
}
