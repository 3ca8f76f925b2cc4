// The relay's HTTP face: one express app, each audience in its own router (S12, S58).
import { join } from 'node:path';
import express from 'express';
import type { Express, NextFunction, Request, RequestHandler, Response } from 'express';
import { asError } from '../../domain/as-error.js';
import type { RelayDeps } from '../relay-deps.js';
import { agentRoutes } from './agent-routes.js';
import { apiRouter } from './api/table.js';
import { ticketRoutes } from './file-routes-ticket.js';
import { hostedPageRoutes } from './hosted-page.js';
import { consoleRoutes, demoRoutes, widgetRoutes } from './page-routes.js';
import type { PageFolders } from './page-routes.js';
import { previewRoutes } from './preview-routes.js';
import { sendProblem } from './problem.js';
import { visitorRoutes } from './visitor-routes.js';

export interface HttpParts {
  deps: RelayDeps;
  folders: PageFolders;
  /** Segment's wire format under /v1. */
  ingest: RequestHandler;
}

export function httpApp({ deps, folders, ingest }: HttpParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', 'strong');

  app.get('/healthz', (_request, response) => void response.type('text/plain').send('ok'));
  app.get(
    '/readyz',
    (_request, response) =>
      void response
        .status(deps.isReady() ? 200 : 503)
        .type('text/plain')
        .send(deps.isReady() ? 'ready' : 'not ready'),
  );

  app.use('/v1', ingest);
  app.use('/visitor/v1', visitorRoutes(deps));
  app.use('/agent/v1', agentRoutes(deps));
  app.use('/files', ticketRoutes(deps));
  app.use('/api/v1', apiRouter(deps));
  app.use('/console', previewRoutes(deps), consoleRoutes(deps, folders));
  app.use('/demo', demoRoutes(deps, folders));
  app.use('/chat', hostedPageRoutes(deps, join(folders.public, 'hosted')));
  app.use(widgetRoutes(folders));
  app.get('/', (_request, response) => response.redirect(302, '/console/'));
  app.use((_request: Request, response: Response) => sendProblem(response, 'not_found'));

  app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    const errorId = deps.ids.hex128();
    const thrown = asError(error);
    // express's own refusals of an address it cannot decode
    const status: unknown = 'status' in thrown ? thrown.status : undefined;
    if (typeof status === 'number' && status >= 400 && status < 500 && !response.headersSent) return sendProblem(response, 'bad_request');
    const unavailable = thrown.name === 'StoreUnavailable';
    if (!unavailable) deps.log.error('A request failed', { errorId, method: request.method, route: request.baseUrl, error: thrown });
    if (response.headersSent) return next(error);
    return sendProblem(
      response,
      unavailable ? 'unavailable' : 'internal',
      unavailable ? { retryMs: 1_000 } : { detail: `Error ${errorId}` },
    );
  });
  return app;
}
