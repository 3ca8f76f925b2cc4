// Two agents at two relays reach for one conversation; an agent is deactivated, or signs out, while connected elsewhere.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SubmitAnswer } from '@throughline/types';
import { hex128, post } from '../../servers/visitor-http.js';
import { caller, convOf, openNodes, socketOf, within } from './nodes.fixture.js';
import type { Caller, Nodes } from './nodes.fixture.js';

const ROUNDS = 10;
const BY_HINT_MS = 2_000; // S13
const BY_BEACON_MS = 15_000; // S13, without Redis
const MARGIN_MS = 3_000; // two busy cores

const claim = (who: Caller & { id: string }, conv: string): Promise<SubmitAnswer> =>
  who.submit({
    conv,
    stream: hex128(),
    msgs: [{ n: 1, kind: 'assign', body: { how: 'claim', agentId: who.id, teamId: null, ifVersion: 0 } }],
  });

async function deactivate(nodes: Nodes, at: string, id: string): Promise<void> {
  const answer = await fetch(`${at}/api/v1/agents/${id}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${nodes.site.secretKey}`, 'content-type': 'application/json', 'idempotency-key': hex128() },
    body: JSON.stringify({ active: false }),
  });
  expect(answer.status, await answer.text()).toBe(200);
}

for (const withRedis of [true, false]) {
  const most = withRedis ? BY_HINT_MS : BY_BEACON_MS;
  describe(`agents at two relays, ${withRedis ? 'with' : 'without'} Redis`, () => {
    let nodes: Nodes;
    let one = '';
    let two = '';
    beforeAll(async () => {
      nodes = await openNodes(2, { withRedis });
      [one, two] = [nodes.relays[0]?.url ?? '', nodes.relays[1]?.url ?? ''];
      for (const name of ['ada', 'bob']) await nodes.addAgent(`${name}@shop.example`);
    });
    afterAll(() => nodes.stop());

    it('[fault B3] both claim at once: exactly one wins, the other is told so', async () => {
      const [ada, bob] = [await nodes.agentAt(one, 'ada@shop.example'), await nodes.agentAt(two, 'bob@shop.example')];
      for (let round = 0; round < ROUNDS; round += 1) {
        const guest = await nodes.visitorAt(round % 2 === 0 ? one : two);
        const conv = convOf(await guest.say(`who has time? ${round}`, { conv_key: hex128() }));
        const answers = await Promise.all([claim(ada, conv), claim(bob, conv)]);
        expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
        expect(answers.find(({ ok }) => !ok)).toMatchObject({ code: 'rejected', reason: 'already_claimed' });
        guest.close();
      }
      for (const person of [ada, bob]) person.close();
    });

    it(`[fault B3] [S13] deactivated at one relay in the middle of a chat: sockets at the other are closed within ${most / 1000} s`, async () => {
      const bob = await nodes.agentAt(two, 'bob@shop.example');
      const second = caller(await socketOf(bob.signedIn, two));
      const ada = await nodes.agentAt(two, 'ada@shop.example');
      await deactivate(nodes, one, bob.id);
      const took = await within(most + MARGIN_MS, 'both sockets are closed', () => !bob.socket.connected && !second.socket.connected);
      process.stderr.write(`deactivated: closed after ${took} ms ${withRedis ? 'with' : 'without'} Redis\n`);
      expect(ada.socket.connected).toBe(true);
      const again = await post(
        `${two}/agent/v1/login`,
        { email: 'bob@shop.example', password: 'a long enough password' },
        { origin: two, 'x-throughline': 'console' },
      );
      expect(again.status).toBe(401);
      ada.close();
    });

    it(`[fault B3] [S13] signed out at one relay: the socket at the other is closed within ${most / 1000} s`, async () => {
      const ada = await nodes.agentAt(two, 'ada@shop.example');
      const out = await post(`${one}/agent/v1/logout`, {}, { origin: one, 'x-throughline': 'console', cookie: ada.signedIn.cookie });
      expect(out.status).toBe(204);
      await within(most + MARGIN_MS, 'the socket is closed', () => !ada.socket.connected);
    });
  });
}
