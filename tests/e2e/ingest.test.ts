// The ingest API as clients speak it: keys, origins, encodings, limits, answers (docs/ingest.md).
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerList, CustomerView, TimelineItem, TimelinePage } from '@throughline/types';
import { startRelay } from '../servers/relay.js';
import type { RunningRelay, SiteKeys } from '../servers/relay.js';
import { get, hex128, post } from '../servers/visitor-http.js';

let relay: RunningRelay;
let shop: SiteKeys;
let other: SiteKeys;

beforeAll(async () => {
  relay = await startRelay({ env: { THROUGHLINE_RATE_LIMITS: 'off' } });
  shop = await relay.siteAdd('Shop', ['https://shop.example']);
  other = await relay.siteAdd('Other', ['*']);
});
afterAll(() => relay?.stop());

const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` });
const send = (path: string, body: unknown, headers: Record<string, string> = {}) => post(`${relay.url}/v1/${path}`, body, headers);
const trusted = (batch: unknown[], more: object = {}) => send('batch', { batch, ...more }, basic(shop.secretKey));
const track = (more: object = {}) => ({ type: 'track', event: 'Clicked', messageId: hex128(), ...more });

async function find(query: string): Promise<CustomerView[]> {
  const list = await get<CustomerList>(`${relay.url}/api/v1/customers?${query}`, shop.secretKey);
  return list.customers;
}
async function timeline(query: string): Promise<TimelineItem[]> {
  const [customer] = await find(query);
  if (customer === undefined) return [];
  return (await get<TimelinePage>(`${relay.url}/api/v1/customers/${customer.id}/timeline`, shop.secretKey)).items;
}

describe('keys and origins', () => {
  it('[C7] takes the key as Basic, Bearer or in the body; two different ones are refused', async () => {
    const userId = hex128();
    const event = () => ({ ...track(), userId });
    expect((await send('track', event(), basic(shop.secretKey))).body).toMatchObject({ success: true, accepted: 1 });
    expect((await send('track', event(), { authorization: `Bearer ${shop.secretKey}` })).status).toBe(200);
    expect((await send('track', { ...event(), writeKey: shop.writeKey })).status).toBe(200);
    expect((await send('track', { ...event(), writeKey: shop.siteId })).status).toBe(200);
    expect((await send('track', { ...event(), writeKey: shop.writeKey }, basic(shop.secretKey))).body['code']).toBe('key_mismatch');
    expect((await send('track', event())).body['code']).toBe('unknown_key');
    expect((await send('track', event(), basic('sk_wrong'))).status).toBe(401);
    expect((await send('track', { ...event(), writeKey: '' })).status).toBe(401);
    expect(await timeline(`userId=${userId}`)).toHaveLength(2);
  });

  it('[C8] the preflight echoes any origin; the request itself needs one of the allow-list', async () => {
    const origin = 'https://evil.example';
    const preflight = await fetch(`${relay.url}/v1/t`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,x-retry-count',
      },
    });
    expect(preflight.status).toBe(204);
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-allow-headers': 'authorization, content-type, x-retry-count',
      'access-control-max-age': '86400',
      vary: 'Origin',
    });
    expect(preflight.headers.has('access-control-allow-credentials')).toBe(false);

    const anonymousId = hex128();
    const body = { ...track({ anonymousId }), writeKey: shop.writeKey };
    for (const foreign of [origin, 'null', 'https://shop.example.evil', 'http://shop.example', 'https://shop.example:8443']) {
      const refused = await send('t', body, { origin: foreign });
      expect([refused.status, refused.body['code'], refused.headers.has('access-control-allow-origin')], foreign).toEqual([
        403,
        'origin_not_allowed',
        false,
      ]);
    }
    expect(await find(`anonymousId=${anonymousId}`)).toEqual([]);
    const allowed = await send('t', body, { origin: 'https://shop.example' });
    expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([200, 'https://shop.example']);
    expect((await send('t', { ...body, writeKey: other.writeKey }, { origin })).status).toBe(200);
  });

  it('[C7] a public key reads nothing', async () => {
    for (const path of ['customers?userId=u', 'customers/cus_1/timeline']) {
      expect((await fetch(`${relay.url}/api/v1/${path}`, { headers: basic(shop.writeKey) })).status).toBe(401);
    }
    expect((await post(`${relay.url}/api/v1/interactions`, { name: 'x', userId: 'u' }, basic(shop.writeKey))).status).toBe(401);
  });
});

describe('bodies', () => {
  it('[C9] reads JSON whatever Content-Type says, and gzip with limits on the inflated size', async () => {
    const userId = hex128();
    for (const type of ['text/plain', 'application/json', 'application/x-www-form-urlencoded', 'text/plain;charset=UTF-8']) {
      expect((await send('batch', { batch: [track({ userId })] }, { ...basic(shop.secretKey), 'content-type': type })).status, type).toBe(
        200,
      );
    }
    const zip = (batch: unknown[]) =>
      fetch(`${relay.url}/v1/batch`, {
        method: 'POST',
        headers: { ...basic(shop.secretKey), 'content-encoding': 'gzip', 'content-type': 'application/json' },
        body: gzipSync(JSON.stringify({ batch })),
      });
    expect((await zip([track({ userId })])).status).toBe(200);
    const bomb = await zip([track({ userId, properties: { zeros: '0'.repeat(600 * 1024) } })]);
    expect([bomb.status, (await bomb.json()).code]).toEqual([400, 'too_large']);
    expect(await timeline(`userId=${userId}`)).toHaveLength(5);
  });

  it('[C10] refuses malformed, oversize and overfull requests whole', async () => {
    const anonymousId = hex128();
    const code = async (body: unknown) => {
      const refused = await send('b', body);
      return [refused.status, refused.body['code']];
    };
    expect(await code('{"batch":[')).toEqual([400, 'malformed_json']);
    expect(await code('')).toEqual([400, 'malformed_json']);
    expect(await code('[]')).toEqual([400, 'bad_request']);
    expect(await code({ writeKey: shop.writeKey, batch: 'no' })).toEqual([400, 'bad_request']);
    expect(await code({ writeKey: shop.writeKey, batch: [track({ anonymousId, x: 'y'.repeat(500 * 1024) })] })).toEqual([400, 'too_large']);
    const tiny = { type: 'track', event: 'e', anonymousId };
    expect(await code({ writeKey: shop.writeKey, batch: Array.from({ length: 2_501 }, () => tiny) })).toEqual([400, 'too_many']);
    const abyss = `{"writeKey":"${shop.writeKey}","batch":[{"type":"track","event":"e","anonymousId":"${anonymousId}","properties":${'['.repeat(200_000)}${']'.repeat(200_000)}}]}`;
    expect((await send('b', abyss)).body).toMatchObject({ accepted: 0, rejected: [{ code: 'too_large' }] });
    expect(await find(`anonymousId=${anonymousId}`)).toEqual([]);
  });

  it('[C11] answers per item; a bad event never fails its batch', async () => {
    const userId = hex128();
    const answer = await trusted([
      track({ userId }),
      { messageId: 'bad-1', userId },
      track({ userId, timestamp: '2001-01-01T00:00:00Z', messageId: 'old-1' }),
      'nonsense',
      track({ userId }),
    ]);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      success: true,
      accepted: 2,
      duplicates: 0,
      rejected: [
        { index: 1, messageId: 'bad-1', code: 'missing_type', message: expect.any(String) },
        { index: 2, messageId: 'old-1', code: 'too_old', message: expect.any(String) },
        { index: 3, messageId: null, code: 'missing_type', message: expect.any(String) },
      ],
    });
    expect(await timeline(`userId=${userId}`)).toHaveLength(2);
  });

  it('[C11] every path of the wire format takes its call; other methods are 405', async () => {
    const userId = hex128();
    const calls = { identify: {}, track: { event: 'e' }, page: { name: 'Home' }, screen: { name: 'Start' }, group: { groupId: 'g1' } };
    for (const [type, more] of Object.entries(calls)) {
      for (const path of [type, type.charAt(0)])
        expect((await send(path, { userId, ...more }, basic(shop.secretKey))).body['accepted'], path).toBe(1);
    }
    expect((await send('alias', { userId, previousId: hex128() }, basic(shop.secretKey))).body['accepted']).toBe(1);
    expect((await send('m', { series: [] })).body).toEqual({ success: true });
    for (const path of ['batch', 'b', 'track', 't', 'm']) {
      const refused = await fetch(`${relay.url}/v1/${path}`);
      expect([refused.status, refused.headers.get('allow')], path).toEqual([405, 'POST, OPTIONS']);
    }
    expect((await timeline(`userId=${userId}`)).map(({ title }) => title)).toContain('Opened Start');
  });

  it('tells the browser library where to send', async () => {
    const settings = await fetch(`${relay.url}/v1/projects/${shop.writeKey}/settings`, { headers: { origin: 'https://shop.example' } });
    const { host } = new URL(relay.url);
    expect(await settings.json()).toEqual({
      integrations: { 'Segment.io': { apiKey: shop.writeKey, apiHost: `${host}/v1`, protocol: 'http' } },
    });
    expect(settings.headers.get('access-control-allow-origin')).toBe('https://shop.example');
    expect((await fetch(`${relay.url}/v1/projects/nobody/settings`)).status).toBe(404);
  });
});

describe('overload', () => {
  it('[S51] a flood is 429 with Retry-After in seconds, per visitor and per site', async () => {
    const limited = await startRelay();
    try {
      const site = await limited.siteAdd('Limited', ['*']);
      const flood = (anonymousId: string, count: number) =>
        post(
          `${limited.url}/v1/b`,
          { writeKey: site.writeKey, batch: Array.from({ length: count }, () => track({ anonymousId })) },
          { origin: 'https://a.example' },
        );
      expect((await flood('one', 200)).status).toBe(200);
      const refused = await flood('one', 200);
      expect([refused.status, refused.body['code']]).toEqual([429, 'rate_limited']);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(refused.headers.get('access-control-expose-headers')).toBe('Retry-After');
      expect((await flood('two', 100)).status).toBe(200);
    } finally {
      await limited.stop();
    }
  });
});
