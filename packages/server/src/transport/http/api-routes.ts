// /api/v1: the site back end's REST API. The secret key names the site (S11); answers are built from explicit fields (S35).
import { Router } from 'express';
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { isStorableText } from '@throughline/types';
import type { ConversationList, CustomerList, EntryList } from '@throughline/types';
import { entry } from '@throughline/types/decode';
import type { SiteRecord } from '../../ports/store-accounts.js';
import type { RelayDeps } from '../relay-deps.js';
import { sendProblem } from './problem.js';
import { secretKeyOf } from './secret-key.js';
import { sendTimeline } from './send-timeline.js';

const ENTRIES_PAGE = 500;
const CONVERSATIONS_PAGE = 100;
const ONLINE_LOOKS_AT = 5; // newest conversations
/** Query name → identifier type; any other name is the type itself. */
const IDENTIFIER_NAMES: Record<string, string> = { userId: 'user_id', anonymousId: 'anonymous_id' };
const EntriesQuery = z.object({ lane: entry.Lane.default('pub'), after: z.coerce.number().int().min(0).default(0) });

type SiteHandler = (request: Request, response: Response, site: SiteRecord) => Promise<void>;

export function apiRoutes(deps: RelayDeps): Router {
  const { store, sites, clock } = deps;
  const router = Router();
  const forSite =
    (run: SiteHandler): RequestHandler =>
    async (request, response) => {
      response.set('Cache-Control', 'no-store').set('X-Content-Type-Options', 'nosniff');
      const key = secretKeyOf(request.headers.authorization);
      const site = key === null ? null : await sites.bySecretKey(key);
      if (site === null) return sendProblem(response, 'unknown_key');
      return run(request, response, site);
    };
  // No id holds what a store refuses (G22): such a one names nothing.
  router.param('id', (_request, response, next, id: string) => (isStorableText(id) ? next() : sendProblem(response, 'not_found')));
  /** A visitor of one of the customer's conversations is connected. */
  const isOnline = async (siteId: string, customerId: string): Promise<boolean> => {
    const conversations = await store.customerRows({ siteId, customerId, limit: ONLINE_LOOKS_AT });
    return conversations.some(({ id }) => deps.subscriptions.inConversation(siteId, id).some((one) => one.side === 'visitor'));
  };
  const idOf = (request: Request): string => String(request.params['id']);
  /** The customer of the address, or null after 404 or 410 with the canonical address (C17). */
  const customerOf = async (request: Request, response: Response, site: SiteRecord) => {
    const found = await store.customer({ siteId: site.id, id: idOf(request) });
    if (found !== null && 'customer' in found) return found.customer;
    if (found === null) sendProblem(response, 'not_found');
    else {
      response.set('Link', `</api/v1/customers/${found.redirected}>; rel="canonical"`);
      sendProblem(response, 'gone');
    }
    return null;
  };

  router.get(
    '/customers',
    forSite(async (request, response, site) => {
      const [[name, value] = [], ...more] = Object.entries(request.query);
      if (name === undefined || typeof value !== 'string' || value === '' || more.length > 0) {
        return sendProblem(response, 'bad_request', { detail: 'Ask by exactly one identifier, such as ?userId=42 or ?email=…' });
      }
      if (!isStorableText(name) || !isStorableText(value)) return sendProblem(response, 'bad_request');
      const type = IDENTIFIER_NAMES[name] ?? name;
      const customers = await store.findCustomers({ siteId: site.id, type, value, minTrust: 0 });
      const list: CustomerList = { customers };
      response.json(list);
    }),
  );
  router.get(
    '/customers/:id',
    forSite(async (request, response, site) => {
      const customer = await customerOf(request, response, site);
      if (customer !== null) response.json(customer);
    }),
  );
  router.get(
    '/customers/:id/context',
    forSite(async (request, response, site) => {
      const customer = await customerOf(request, response, site);
      if (customer === null) return;
      const context = await store.customerContext({
        siteId: site.id,
        customerId: customer.id,
        online: await isOnline(site.id, customer.id),
        now: clock.now(),
      });
      if (context === null) return sendProblem(response, 'not_found');
      response.json(context);
    }),
  );
  router.get(
    '/customers/:id/timeline',
    forSite(async (request, response, site) => {
      const customer = await customerOf(request, response, site);
      if (customer !== null) await sendTimeline(store, request, response, { siteId: site.id, customerId: customer.id });
    }),
  );
  router.get(
    '/conversations',
    forSite(async (request, response, site) => {
      const { customerId } = request.query;
      if (typeof customerId !== 'string' || !isStorableText(customerId))
        return sendProblem(response, 'bad_request', { detail: 'customerId is required' });
      const conversations = await store.customerRows({ siteId: site.id, customerId, limit: CONVERSATIONS_PAGE });
      const list: ConversationList = { conversations, cursor: null };
      response.json(list);
    }),
  );
  router.get(
    '/conversations/:id',
    forSite(async (request, response, site) => {
      const row = await store.row({ siteId: site.id, conv: idOf(request) });
      if (row === null) return sendProblem(response, 'not_found');
      response.json(row);
    }),
  );
  router.get(
    '/conversations/:id/entries',
    forSite(async (request, response, site) => {
      const query = EntriesQuery.safeParse(request.query);
      if (!query.success) return sendProblem(response, 'bad_request');
      const { lane, after } = query.data;
      const found = await store.entries({ siteId: site.id, conv: idOf(request), lane, after, limit: ENTRIES_PAGE });
      if (found === null) return sendProblem(response, 'not_found');
      const last = found.entries.at(-1)?.seq ?? after;
      const list: EntryList = { conversationId: idOf(request), lane, head: found.head, entries: found.entries, more: last < found.head };
      response.json(list);
    }),
  );
  router.get(
    '/conversations/:id/handoffs/latest',
    forSite(async (request, response, site) => {
      const context = await store.latestHandoff({ siteId: site.id, conv: idOf(request) });
      if (context === null) return sendProblem(response, 'not_found');
      response.json(context);
    }),
  );
  router.use((_request: Request, response: Response) => sendProblem(response, 'not_found'));
  return router;
}
