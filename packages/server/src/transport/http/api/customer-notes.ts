// What colleagues write down about a customer (K91): kept beside the customer, never shown to them. Notes follow a merge and its undo, because
// they are listed by everybody who became this customer, and go with an erasure.
import type { SettingsObject } from '@throughline/types';
import { deskApi } from '@throughline/types/decode';
import { mayWrite } from '../../../domain/desk/settings-rights.js';
import type { RelayDeps } from '../../relay-deps.js';
import { created, customerAt, empty, IdParams, NoQuery, ok, problem } from './common.js';
import { mayReadCustomer } from './own-conversations.js';
import { STAFF } from './principal.js';
import type { ApiPrincipal } from './principal.js';
import { route } from './route.js';
import type { ApiAnswer, ApiRoute } from './route.js';
import { setterOf } from './settings-objects.js';

const tag = 'Customers';
const kind = 'customer_note';

/** The root customer of an address, for whoever may read them. */
async function aboutWhom(deps: RelayDeps, who: ApiPrincipal, id: string): Promise<{ answer: ApiAnswer } | { customerId: string }> {
  const found = await customerAt(deps, who.siteId, id);
  if ('answer' in found) return { answer: found.answer };
  return (await mayReadCustomer(deps, who, found.customer.id)) ? { customerId: found.customer.id } : { answer: problem('not_found') };
}

/** A note that this principal may change, or the answer instead. */
async function writable(
  deps: RelayDeps,
  who: ApiPrincipal,
  id: string,
): Promise<{ answer: ApiAnswer } | { note: SettingsObject<typeof kind> }> {
  const note = await deps.store.settingsObject({ siteId: who.siteId, kind, id });
  if (note === null) return { answer: problem('not_found') };
  return mayWrite(kind, await setterOf(deps, who), note) ? { note } : { answer: problem('forbidden') };
}

const tell = ({ bus }: Pick<RelayDeps, 'bus'>, siteId: string): void => bus.publish({ type: 'settings', siteId, kind });

export const customerNoteRoutes: readonly ApiRoute[] = [
  route({
    method: 'get',
    path: '/customers/:id/notes',
    summary: 'Notes of colleagues about a customer and about everybody merged into them, newest change last',
    tag,
    scopes: STAFF,
    idempotent: 'never',
    params: IdParams,
    query: NoQuery,
    body: null,
    answers: { 200: deskApi.settingsList(kind) },
    problems: ['not_found', 'gone'],
    async run({ deps, who, params }) {
      const found = await aboutWhom(deps, who, params.id);
      if ('answer' in found) return found.answer;
      return ok({ items: await deps.store.settingsObjects({ siteId: who.siteId, kind, customerId: found.customerId }), cursor: null });
    },
  }),
  route({
    method: 'post',
    path: '/customers/:id/notes',
    summary: 'Write a note about a customer',
    tag,
    scopes: STAFF,
    idempotent: 'key',
    params: IdParams,
    query: NoQuery,
    body: deskApi.settingsCreate(kind),
    answers: { 201: deskApi.settingsView(kind) },
    problems: ['not_found', 'gone'],
    async run({ deps, who, params, body, now }) {
      const found = await aboutWhom(deps, who, params.id);
      if ('answer' in found) return found.answer;
      const by = { ownerId: who.id, actor: who.id, now };
      const put = await deps.store.putSettingsObject({
        ...{ siteId: who.siteId, kind, doc: body.doc, ifVersion: 0, subject: found.customerId },
        ...by,
      });
      if (!put.ok) return problem(put.code);
      tell(deps, who.siteId);
      return created(put.object);
    },
  }),
  route({
    method: 'put',
    path: '/customer-notes/:id',
    summary: 'Change a note, made on the version that is named: its author, leads and admins',
    tag,
    scopes: STAFF,
    idempotent: 'key',
    params: IdParams,
    query: NoQuery,
    body: deskApi.settingsChange(kind),
    answers: { 200: deskApi.settingsView(kind) },
    problems: ['not_found', 'conflict'],
    async run({ deps, who, params, body, now }) {
      const found = await writable(deps, who, params.id);
      if ('answer' in found) return found.answer;
      const { id, ownerId } = found.note;
      const put = await deps.store.putSettingsObject({
        ...{ siteId: who.siteId, kind, id, doc: body.doc, ifVersion: body.version, ownerId },
        ...{ actor: who.id, now },
      });
      if (!put.ok) return problem(put.code);
      tell(deps, who.siteId);
      return ok(put.object);
    },
  }),
  route({
    method: 'delete',
    path: '/customer-notes/:id',
    summary: 'Remove a note: its author, leads and admins',
    tag,
    scopes: STAFF,
    idempotent: 'key',
    params: IdParams,
    query: NoQuery,
    body: null,
    answers: { 204: null },
    problems: ['not_found'],
    async run({ deps, who, params, now }) {
      const found = await writable(deps, who, params.id);
      if ('answer' in found) return found.answer;
      const gone = await deps.store.deleteSettingsObject({ siteId: who.siteId, kind, id: params.id, actor: who.id, now });
      if (gone !== 'deleted') return problem('not_found');
      tell(deps, who.siteId);
      return empty;
    },
  }),
];
