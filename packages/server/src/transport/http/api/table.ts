// The whole REST API: every route there is, in the order they are matched.
import { Router } from 'express';
import type { RelayDeps } from '../../relay-deps.js';
import { alertRoutes } from './alerts.js';
import { auditRoutes } from './audit.js';
import { caseRoutes } from './cases.js';
import { commitmentRoutes } from './commitments.js';
import { conversationRoutes } from './conversations.js';
import { customerListRoutes } from './customer-list.js';
import { customerNoteRoutes } from './customer-notes.js';
import { customerRoutes } from './customers.js';
import { erasureRoutes } from './erasure.js';
import { factRoutes } from './facts.js';
import { identityRoutes } from './identity.js';
import { keyRoutes } from './keys.js';
import { mergeRoutes } from './merges.js';
import { interactionRoutes } from './interactions.js';
import { noticeRoutes } from './notices.js';
import { openApiDocument } from './openapi.js';
import { peopleRoutes } from './people.js';
import { reasonRoutes } from './reasons.js';
import type { ApiRoute } from './route.js';
import { tableRouter } from './router.js';
import { searchRoutes } from './search.js';
import { settingsObjectRoutes } from './settings-objects.js';
import { settingsRoutes } from './settings.js';
import { siteRoutes } from './site.js';
import { systemRoutes } from './system.js';
import { trackedItemRoutes } from './tracked-items.js';
import { webhookRoutes } from './webhooks.js';
import { widgetInstallationRoutes } from './widget-installation.js';
import { widgetRoutes } from './widget.js';

export const API_ROUTES: readonly ApiRoute[] = [
  ...mergeRoutes, // `/customers/merge` before `/customers/:id`
  ...identityRoutes,
  ...customerListRoutes, // `/customers/list` before `/customers/:id`
  ...customerRoutes,
  ...customerNoteRoutes,
  ...searchRoutes,
  ...erasureRoutes,
  ...commitmentRoutes,
  ...trackedItemRoutes,
  ...caseRoutes,
  ...factRoutes,
  ...reasonRoutes,
  ...noticeRoutes,
  ...interactionRoutes,
  ...conversationRoutes,
  ...alertRoutes,
  ...webhookRoutes,
  ...settingsRoutes,
  ...systemRoutes,
  ...peopleRoutes,
  ...keyRoutes,
  ...settingsObjectRoutes,
  ...auditRoutes,
  ...siteRoutes,
  ...widgetRoutes,
  ...widgetInstallationRoutes,
];

/** /api/v1. The description is public: it says what there is, not what is in it. */
export function apiRouter(deps: RelayDeps): Router {
  const router = Router();
  let document: string | null = null;
  router.get('/openapi.json', (_request, response) => {
    document ??= JSON.stringify(openApiDocument(API_ROUTES, deps.publicOrigin));
    response.set('Cache-Control', 'no-cache').set('X-Content-Type-Options', 'nosniff').type('application/json').send(document);
  });
  router.use(tableRouter(deps, API_ROUTES));
  return router;
}
