// Small stages about who may say, see and hear what, and what a second try does.
import { setTimeout as pause } from 'node:timers/promises';
import { limits } from '@throughline/types';
import type { SubmitAnswer } from '@throughline/types';
import { hex128, visitor } from '../../servers/visitor-http.js';
import { onRelay } from './ground.js';
import type { Scene } from './ground.js';
import { openDesk, openTalk } from './wire.js';

const ARRIVES_MS = 600;
const said = (answer: SubmitAnswer): string => JSON.stringify(answer);

export const TALK_SCENES: Record<string, Scene> = {
  /** P39: of two who claim with the same knowledge one wins. */
  claim: () =>
    onRelay({}, async ({ relay, shop }) => {
      const { conv } = await openTalk(relay, shop);
      const desks = [await openDesk(relay, shop), await openDesk(relay, shop)];
      const claims = desks.map((desk) =>
        desk.submit(conv, [
          { n: 1, kind: 'assign', body: { how: 'claim', agentId: desk.agent.session.agent.id, teamId: null, ifVersion: 0 } },
        ]),
      );
      const won = (await Promise.all(claims)).filter(({ ok }) => ok).length;
      return won === 1 ? [] : [`${won} of two claims won`];
    }),

  /** P31a: a double click opens one conversation. */
  double: () =>
    onRelay({}, async ({ relay, shop }) => {
      const guest = await visitor(relay.url, shop.siteId);
      const first = { conv_key: hex128(), msgs: [{ n: 1, kind: 'message', body: { text: 'hello' } }] };
      const sent = await Promise.all([guest.submit(first), guest.submit(first), guest.submit(first)]);
      const convs = new Set(sent.map((answer) => (answer.ok ? answer.conv : answer.code)));
      return convs.size === 1 ? [] : [`three clicks opened ${[...convs].join(', ')}`];
    }),

  /** P34: a skip takes the place of what can never be stored. */
  skip: () =>
    onRelay({}, async ({ relay, shop }) => {
      const { wire, conv } = await openTalk(relay, shop);
      const wrong = [];
      const skipped = await wire.submit(conv, [{ n: 1 }, { n: 2, kind: 'skip' }]);
      if (!skipped.ok || skipped.last_n !== 2) wrong.push(`a skip was answered ${said(skipped)}`);
      const next = await wire.submit(conv, [{ n: 3 }]);
      if (!next.ok) wrong.push(`what followed a skip was answered ${said(next)}`);
      return wrong;
    }),

  /** P14: nothing of a note reaches the visitor. */
  note: () =>
    onRelay({}, async ({ relay, shop }) => {
      const { wire, conv } = await openTalk(relay, shop);
      const desk = await openDesk(relay, shop);
      await desk.submit(conv, [{ n: 1, kind: 'note', text: 'between us' }]);
      await pause(ARRIVES_MS);
      const page = await wire.sync(conv);
      const heard = JSON.stringify([page, wire.pushed]);
      return heard.includes('between us') ? ['a visitor reads a note'] : [];
    }),

  /** P13: `sync` says what the other side has. */
  ticks: () =>
    onRelay({}, async ({ relay, shop }) => {
      const { wire, conv } = await openTalk(relay, shop);
      const desk = await openDesk(relay, shop);
      await desk.open(conv);
      desk.got(conv, 2);
      await pause(ARRIVES_MS);
      const page = await wire.sync(conv);
      return page.ok && page.receipts.read === 2 ? [] : [`the ticks in sync are ${page.ok ? JSON.stringify(page.receipts) : page.code}`];
    }),

  /** P43: what no push told, the beacon tells, and again when there is more. */
  beacon: () =>
    onRelay({}, async ({ relay, shop }) => {
      const { wire, conv } = await openTalk(relay, shop);
      const desk = await openDesk(relay, shop);
      const told = (): number =>
        Math.max(
          0,
          ...desk.pushed.map(({ event, payload }) => {
            if (payload['conv'] !== conv) return 0;
            if (event === 'head') return Number(payload['pub']);
            const entry = event === 'ev' ? Object(payload['entry']) : {};
            return entry.lane === 'pub' ? Number(entry.seq) : 0;
          }),
        );
      await desk.open(conv);
      const wrong: string[] = [];
      for (let n = 1; n <= 2; n += 1) {
        await wire.submit(conv, [{ n }]);
        const until = performance.now() + limits.BEACON_MS + 5_000;
        while (told() < n + 2 && performance.now() < until) await pause(100);
        if (told() < n + 2) wrong.push(`an agent was never told of entry ${n + 2}`);
      }
      return wrong;
    }),
};
