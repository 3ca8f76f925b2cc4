// Text no store can keep, and texts whose cut would split a character: refused or cut, never a failure of the relay (5xx), and never the
// end of what else came with them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRelay } from '../servers/relay.js';
import type { RunningRelay, SiteKeys } from '../servers/relay.js';
import { hex128, post, visitor } from '../servers/visitor-http.js';

const HOSTILE = ['\0', 'x\0y', '\0.x', '\ud800', 'x\udc00', '😀'.repeat(40), `${'x'.repeat(63)}😀`, '%00', '__proto__', "' or 1=1 --", ''];

let relay: RunningRelay;
let shop: SiteKeys;
beforeAll(async () => {
  relay = await startRelay({ env: { THROUGHLINE_RATE_LIMITS: 'off' } });
  shop = await relay.siteAdd('Shop', ['https://shop.example']);
});
afterAll(() => relay?.stop());

const track = (more: object = {}) => ({ type: 'track', event: 'Clicked', messageId: hex128(), anonymousId: hex128(), ...more });
const batch = (calls: unknown[], more: object = {}) => post(`${relay.url}/v1/b`, { writeKey: shop.writeKey, batch: calls, ...more });

describe('events', () => {
  it('[C11] a text that would be cut inside a character does not fail its batch', async () => {
    for (let length = 28; length < 68; length += 1) {
      const text = `${'x'.repeat(length)}${'😀'.repeat(4)}`;
      const page = {
        type: 'page',
        anonymousId: hex128(),
        messageId: hex128(),
        context: { page: { path: '/a', url: 'https://a.example/a' } },
      };
      const answer = await batch([
        track({ timestamp: text }),
        { ...page, context: { ...page.context, locale: text, userAgent: text, department: text } },
        track({ event: 'Form Draft Saved', properties: { form: text, step: text, fields: { email: 'a@example.com', city: text } } }),
      ]);
      expect([answer.status, answer.body], text).toMatchObject([200, { accepted: 3, rejected: [] }]);
    }
    for (const length of [1_998, 1_999, 2_000]) {
      const text = `${'x'.repeat(length)}😀`;
      const answer = await batch([track({ event: text, context: { userAgent: text, page: { title: text } } })]);
      expect([answer.status, answer.body]).toMatchObject([200, { accepted: 1 }]);
    }
  });

  it('[C11] hostile text in any place of an event, its tokens or the batch is never a 5xx, and good events beside it are stored', async () => {
    const places: ((text: string) => object)[] = [
      (text) => ({ messageId: text }),
      (text) => ({ event: text }),
      (text) => ({ anonymousId: text }),
      (text) => ({ userId: text }),
      (text) => ({ timestamp: text, sentAt: text }),
      (text) => ({ properties: { [`k${text}`]: text, form: text, fields: { [text]: text } } }),
      (text) => ({ type: 'identify', traits: { email: text, name: text, [text]: text } }),
      (text) => ({ type: 'alias', userId: 'u', previousId: text }),
      (text) => ({ type: 'group', groupId: text }),
      (text) => ({ context: { locale: text, department: text, channel: text, device: { id: text, name: text } } }),
    ];
    for (const text of HOSTILE) {
      for (const [index, place] of places.entries()) {
        const answer = await batch([track(), track(place(text)), track()]);
        expect([answer.status, answer.body], `place ${index} ${JSON.stringify(text)}`).toMatchObject([200, { success: true }]);
        expect(Number(answer.body['accepted']), `place ${index}`).toBeGreaterThanOrEqual(2);
      }
      for (const token of [text, `${text}.x`, `${shop.siteId}.${text}`]) {
        const context = { deviceToken: token, identityToken: token };
        const inEvent = await batch([track({ context })]);
        const asDefault = await batch([track()], { context, sentAt: text });
        for (const one of [inEvent, asDefault]) expect(one.status, JSON.stringify(token)).toBe(200);
      }
    }
  });
});

it('[C7] hostile text as a key, in body, header or address, is an unknown key', async () => {
  for (const text of HOSTILE) {
    for (const key of [text, `wk${text}`, `${shop.writeKey}${text}`].filter((one) => one !== '' && one !== shop.writeKey)) {
      const what = JSON.stringify(key);
      expect((await post(`${relay.url}/v1/t`, track({ writeKey: key }))).body['code'], what).toBe('unknown_key');
      const basic = `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
      expect((await post(`${relay.url}/v1/t`, track(), { authorization: basic })).body['code'], what).toBe('unknown_key');
      expect((await post(`${relay.url}/api/v1/interactions`, { name: 'x' }, { authorization: basic })).body['code'], what).toBe(
        'unknown_key',
      );
      const inAddress = encodeURIComponent(Buffer.from(key).toString());
      for (const path of [`visitor/v1/settings/${inAddress}`, `v1/projects/${inAddress}/settings`])
        expect((await fetch(`${relay.url}/${path}`)).status, `${path} ${what}`).toBe(404);
    }
  }
  for (const path of ['visitor/v1/settings/%', 'v1/projects/%E0%A4%A/settings'])
    expect((await fetch(`${relay.url}/${path}`)).status, path).toBeLessThan(500);
});

describe('visitor', () => {
  it('[C11] hostile text in a session, a token or a message is never a 5xx', async () => {
    const ana = await visitor(relay.url, shop.siteId);
    for (const text of HOSTILE) {
      const bodies: [string, object][] = [
        ['session', { site: text }],
        ['session', { anonymousId: text }],
        ['session', { deviceToken: text, identityToken: text }],
        ['session', { deviceToken: `${text}.x` }],
        ['identify', { deviceToken: ana.token, identityToken: text }],
        ['identify', { deviceToken: `${shop.siteId}.${text}`, identityToken: 'x' }],
        ['reset', { deviceToken: `${text}.x` }],
        ['sync', { deviceToken: `${text}.x`, sync: { conv: text, lane: 'pub', epoch: '', after: 0, after_id: text, max_bytes: 4_096 } }],
        ['sync', { deviceToken: ana.token, sync: { conv: text, lane: 'pub', epoch: '', after: 0, after_id: text, max_bytes: 4_096 } }],
      ];
      for (const [path, body] of bodies) {
        const answer = await post(`${relay.url}/visitor/v1/${path}`, { site: shop.siteId, ...body });
        expect(answer.status, `${path} ${JSON.stringify(body)}`).toBeLessThan(500);
      }
    }
  });

  it('[C8] a page can read why it was refused before its site is known; afterwards only a listed one can', async () => {
    const session = `${relay.url}/visitor/v1/session`;
    const page = { origin: 'https://anywhere.example' };
    const before = {
      malformed_json: '{',
      bad_request: { site: 7 },
      too_large: { site: shop.siteId, padding: 'x'.repeat(70_000) },
      not_found: { site: 'site_nobody' },
    };
    for (const [code, body] of Object.entries(before)) {
      const answer = await post(session, body, page);
      expect([answer.body['code'], answer.headers.get('access-control-allow-origin')]).toEqual([code, '*']);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    }
    const unknownPath = await post(`${relay.url}/visitor/v1/nothing`, {}, page);
    expect([unknownPath.body['code'], unknownPath.headers.get('access-control-allow-origin')]).toEqual(['not_found', '*']);
    const foreign = await post(session, { site: shop.siteId }, page);
    expect([foreign.body['code'], foreign.headers.has('access-control-allow-origin')]).toEqual(['origin_not_allowed', false]);
    const listed = await post(session, { site: shop.siteId }, { origin: 'https://shop.example' });
    expect([listed.status, listed.headers.get('access-control-allow-origin')]).toEqual([200, 'https://shop.example']);
    expect(listed.headers.get('x-content-type-options')).toBe('nosniff');
    const forged = { site: shop.siteId, deviceToken: `${shop.siteId}.x`, identityToken: 'x' };
    const late = await post(`${relay.url}/visitor/v1/identify`, forged);
    expect([late.body['code'], late.headers.has('access-control-allow-origin')]).toEqual(['unauthenticated', false]);
  });
});
