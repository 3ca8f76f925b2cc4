// The installation as it is, for whoever runs it: version, store, relays, backup, settings. Owners and admins only, and never a secret.
import { systemApi } from '@throughline/types/decode';
import { toIso } from '../../../domain/time/civil.js';
import { NoParams, NoQuery, ok } from './common.js';
import { route } from './route.js';
import type { ApiRoute } from './route.js';

export const systemRoutes: readonly ApiRoute[] = [
  route({
    method: 'get',
    path: '/system',
    summary: 'Version, store, relays, last backup and settings of the installation; no secrets',
    tag: 'Settings',
    scopes: ['admin'],
    idempotent: 'never',
    params: NoParams,
    query: NoQuery,
    body: null,
    answers: { 200: systemApi.SystemView },
    async run({ deps, now }) {
      const { store, operator, self } = deps;
      const [facts, freeBytes, backup] = await Promise.all([store.storeFacts(), operator.freeBytes(), operator.lastBackup()]);
      const { kind, version, durability, warning = null } = store.about;
      return ok({
        at: toIso(now),
        version: deps.version,
        node: operator.node,
        relay: self.id,
        ready: deps.isReady(),
        store: {
          ...{ kind, version, durability, warning, bytes: facts.bytes },
          migrations: facts.migrations.map(({ name, at }) => ({ name, at: toIso(at) })),
        },
        freeBytes,
        backup: typeof backup === 'string' ? backup : { at: toIso(backup.at), bytes: backup.bytes },
        redis: operator.redis(),
        relays: facts.relays.map(({ startedAt, seenAt, ...one }) => ({ ...one, startedAt: toIso(startedAt), seenAt: toIso(seenAt) })),
        settings: operator.settings,
      });
    },
  }),
];
