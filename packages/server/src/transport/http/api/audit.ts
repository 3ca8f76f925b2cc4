// Who changed what and when (S81, K105), and taking a change of the settings back.
import { z } from 'zod';
import { deskApi, primitives, settingsObject } from '@throughline/types/decode';
import type { AuditLineView, SettingsKind } from '@throughline/types';
import { toIso } from '../../../domain/time/civil.js';
import type { AuditLine } from '../../../ports/store-settings.js';
import { IdParams, NoQuery, ok, pageArgs, PageQuery, problem } from './common.js';
import { ADMINS } from './principal.js';
import { OBJECTS_MAX } from './settings-objects.js';
import { revertSiteChange } from './revert-site-change.js';
import { route } from './route.js';
import type { ApiRoute } from './route.js';
import { forgetSite } from './widget.js';

const tag = 'Audit';

/** The kind a line is about, when it is one that can be taken back. */
function revertibleKind({ action }: Pick<AuditLine, 'action'>): SettingsKind | null {
  const [word, kind, deed] = action.split('.');
  if (word !== 'settings' || deed === undefined) return null;
  const known = settingsObject.SettingsKind.safeParse(kind);
  return known.success && known.data !== 'customer_note' ? known.data : null; // the log holds no words of a note
}

/** Changes of the site that are taken back as they were made: key by key. */
const SITE_ACTIONS = ['site.changed', 'widget.changed', 'settings.changed'];

/** A change without its documents, of something that is one person's, is theirs to change. */
const viewOf = (line: AuditLine): AuditLineView => ({
  ...line,
  at: toIso(line.at),
  revertible: (revertibleKind(line) !== null || SITE_ACTIONS.includes(line.action)) && 'after' in line.detail,
});

const AuditQuery = PageQuery.extend({
  actor: primitives.Id.optional(),
  action: primitives.Text(80).optional(),
  target: primitives.Id.optional(),
});
const given = (query: z.output<typeof AuditQuery>): { actor?: string; action?: string; target?: string } => ({
  ...(query.actor === undefined ? {} : { actor: query.actor }),
  ...(query.action === undefined ? {} : { action: query.action }),
  ...(query.target === undefined ? {} : { target: query.target }),
});

export const auditRoutes: readonly ApiRoute[] = [
  route({
    method: 'get',
    path: '/audit',
    summary: 'Who did what, newest first; `action` is a prefix',
    tag,
    scopes: ADMINS,
    idempotent: 'never',
    params: z.object({}),
    query: AuditQuery,
    body: null,
    answers: { 200: deskApi.AuditPage },
    async run({ deps, who, query }) {
      const { items, cursor } = await deps.store.auditLines({ siteId: who.siteId, ...given(query), ...pageArgs(query) });
      return ok({ items: items.map(viewOf), cursor });
    },
  }),
  route({
    method: 'post',
    path: '/audit/:id/revert',
    summary: 'Take a change of the settings back; refused when it was changed again since',
    tag,
    scopes: ADMINS,
    idempotent: 'key',
    params: IdParams,
    query: NoQuery,
    body: null,
    answers: { 200: z.object({ reverted: z.literal(true) }) },
    problems: ['not_found', 'conflict', 'too_many'],
    async run({ deps, who, params, now }) {
      const { siteId } = who;
      const line = await deps.store.auditLine({ siteId, id: params.id });
      if (line !== null && SITE_ACTIONS.includes(line.action)) {
        const outcome = await revertSiteChange(deps, { siteId, line, by: { actor: who.id, now } });
        if (outcome !== 'reverted') return problem(outcome);
        forgetSite(deps, siteId);
        deps.bus.publish({ type: 'settings', siteId, kind: 'site' });
        return ok({ reverted: true });
      }
      const kind = line === null ? null : revertibleKind(line);
      if (line === null || kind === null || !('after' in line.detail)) return problem('not_found');
      const revert = { siteId, kind, lineId: line.id, atMost: OBJECTS_MAX, actor: who.id, now };
      const outcome = await deps.store.revertSettingsChange(revert);
      if (outcome !== 'reverted') return problem(outcome);
      deps.bus.publish({ type: 'settings', siteId, kind });
      return ok({ reverted: true });
    },
  }),
];
