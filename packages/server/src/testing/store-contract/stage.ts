// A site with people on it, for the store contract: each test gets its own, so that all of them share one database.
import { randomBytes } from 'node:crypto';
import type { Entry, Lane, Submit, SubmitAccepted, SubmitAnswer, SubmitMessage } from '@throughline/types';
import type { Store } from '../../ports/store.js';
import type { Principal, SubmitOutcome } from '../../ports/store-delivery.js';

export type Visitor = Principal & { type: 'visitor' };
export type AgentPrincipal = Principal & { type: 'agent' };

export const hex = (): string => randomBytes(16).toString('hex');

/** A fixed start: order never depends on a clock, so a test that needs one moves it by hand. */
export const NOON = Date.UTC(2026, 0, 5, 12);

export interface Stage {
  store: Store;
  siteId: string;
  visitor(userId?: string | null): Promise<Visitor>;
  agent(name: string): Promise<AgentPrincipal>;
  /** One message under a stream of its own; throws when it is refused. */
  say(principal: Principal, to: Pick<Submit, 'conv' | 'conv_key'>, text: string): Promise<SubmitAccepted>;
  submit(principal: Principal, submit: Submit, now?: number): Promise<SubmitOutcome>;
  /** A whole lane, page by page, as an export reads it. */
  lane(conv: string, lane: Lane): Promise<Entry[]>;
  /** A conversation with one message, opened by a new visitor. */
  opened(): Promise<{ visitor: Visitor; conv: string; convKey: string; stream: string }>;
}

export const message = (n: number, text: string, more: Partial<SubmitMessage> = {}): SubmitMessage => ({
  n,
  kind: 'message',
  body: { text },
  ...more,
});
export const skip = (n: number): SubmitMessage => ({ n, kind: 'skip', body: {} });

/** The accepted answer; throws with the refusal otherwise. */
export function accepted(answer: SubmitAnswer): SubmitAccepted {
  if (!answer.ok) throw new Error(`refused: ${JSON.stringify(answer)}`);
  return answer;
}

export async function stageOn(store: Store): Promise<Stage> {
  const site = await store.createSite({
    name: 'Contract',
    writeKey: `wk_${hex()}`,
    secretKeyHash: hex(),
    origins: ['*'],
    settings: { greeting: 'Hello', color: '#123456', position: 'end' },
    demo: false,
    identityKey: { kid: hex(), alg: 'HS256', sealed: 'sealed' },
    now: NOON,
  });
  const siteId = site.id;
  const stage: Stage = {
    store,
    siteId,
    async visitor(userId = null) {
      const created = await store.createVisitor({ siteId, anonymousId: `anon-${hex()}`, tokenHash: hex(), now: NOON });
      if (userId !== null) await store.verifyVisitor({ siteId, id: created.id, userId, method: 'jwt', now: NOON });
      return { type: 'visitor', siteId, id: created.id, anonymousId: created.anonymousId, userId };
    },
    async agent(name) {
      const agent = await store.createAgent({ siteId, email: `${hex()}@example.test`, name, role: 'agent', password: 'hash', now: NOON });
      if (agent === null) throw new Error('the address was taken');
      return { type: 'agent', siteId, id: agent.id, name, role: 'agent', teams: null }; // as at a site without teams
    },
    submit: (principal, submit, now = NOON) => store.submit({ principal, submit, online: true, now }),
    async say(principal, to, text) {
      const { answer } = await stage.submit(principal, { ...to, stream: hex(), msgs: [message(1, text)] });
      return accepted(answer);
    },
    async lane(conv, lane) {
      const entries: Entry[] = [];
      for (;;) {
        const page = await store.entries({ siteId, conv, lane, after: entries.length, limit: 50 });
        if (page === null) throw new Error('no such conversation');
        entries.push(...page.entries);
        if (page.entries.length === 0 || entries.length >= page.head) return entries;
      }
    },
    async opened() {
      const visitor = await stage.visitor();
      const convKey = hex();
      const stream = hex();
      const { answer } = await stage.submit(visitor, { conv_key: convKey, stream, msgs: [message(1, 'hello')] });
      return { visitor, conv: accepted(answer).conv, convKey, stream };
    },
  };
  return stage;
}
