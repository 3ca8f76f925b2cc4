// K8: client and relay of neighbouring versions. The older one sees names it does not know and goes on; two versions apart is refused.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AGENT_SOCKET_PATH, PROTOCOL_VERSION, VISITOR_SOCKET_PATH } from '@throughline/types';
import type { SubmitAnswer } from '@throughline/types';
import { startRelay } from '../../servers/relay.js';
import type { RunningRelay, SiteKeys } from '../../servers/relay.js';
import { connect, hex128, visitor } from '../../servers/visitor-http.js';

let relay: RunningRelay;
let shop: SiteKeys;
beforeAll(async () => {
  relay = await startRelay({ env: { THROUGHLINE_RATE_LIMITS: 'off' } });
  shop = await relay.siteAdd();
});
afterAll(() => relay.stop());

it('[fault K8] [P48] a client of the next version is served; what it says beyond this version is dropped, not refused', async () => {
  const guest = await visitor(relay.url, shop.siteId);
  const socket = await connect(relay.url, VISITOR_SOCKET_PATH, { v: PROTOCOL_VERSION + 1, token: guest.token, shape: 'new' });
  const stream = hex128();
  const submit = (n: number, more: object): Promise<SubmitAnswer> =>
    socket.timeout(5_000).emitWithAck('submit', {
      ...{ conv_key: hex128(), stream, msgs: [{ n, kind: 'message', body: { text: 'Hello', mood: 'blue' }, urgent: true }] },
      ...more,
    });
  const answer = await submit(1, { trace: 'abc' });
  if (!answer.ok) throw new Error(answer.code);
  expect(answer.results).toMatchObject([{ n: 1, lane: 'pub' }]);
  // An event that only the next version has is answered, so that nobody waits for ever.
  expect(await socket.timeout(5_000).emitWithAck('hologram', { frames: 9 })).toEqual({ ok: false, code: 'bad_request' });
  // A kind that only the next version writes is refused for its n, and the stream goes on behind it (P34).
  const refused = await submit(2, { conv: answer.conv, msgs: [{ n: 2, kind: 'hologram', body: {} }] });
  expect(refused).toMatchObject({ ok: false, code: 'rejected', n: 2 });
  const skipped = await submit(2, {
    conv: answer.conv,
    msgs: [
      { n: 2, kind: 'skip', body: {} },
      { n: 3, kind: 'message', body: { text: 'On' } },
    ],
  });
  expect(skipped).toMatchObject({ ok: true, results: [{ n: 3 }] });
  socket.close();
});

it('[fault K8] [P48] two versions ahead is told to load again', async () => {
  const guest = await visitor(relay.url, shop.siteId);
  const auth = { v: PROTOCOL_VERSION + 2, token: guest.token };
  await expect(connect(relay.url, VISITOR_SOCKET_PATH, auth)).rejects.toThrow('upgrade_needed');
  const ticket = { v: PROTOCOL_VERSION + 2, ticket: 'any' };
  await expect(connect(relay.url, AGENT_SOCKET_PATH, ticket, { origin: relay.url })).rejects.toThrow('upgrade_needed');
});
