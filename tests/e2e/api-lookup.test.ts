// How an item stands, for somebody who is not signed in: number and proof, four fields, one answer for everything else (C40, ID22).
import { afterAll, beforeAll, expect, it } from 'vitest';
import { post } from '../servers/visitor-http.js';
import { newCustomer, startDesk } from './api-desk.fixture.js';
import type { ApiDesk } from './api-desk.fixture.js';

const ROUNDS = 12;

let desk: ApiDesk;
beforeAll(async () => {
  desk = await startDesk({ env: { THROUGHLINE_RATE_LIMITS: 'on', TRUSTED_PROXIES: '127.0.0.1,::1,::ffff:127.0.0.1' } });
});
afterAll(() => desk?.stop());

const lookUp = (number: string, proof: string, address: string) =>
  post(`${desk.relay.url}/visitor/v1/items/lookup`, { site: desk.shop.siteId, number, proof }, { 'x-forwarded-for': address });

it('[C40] [ID22] number and postcode answer four fields; a wrong proof and an unknown number answer alike, in bytes and in time', async () => {
  const ana = await newCustomer(desk, { postcode: '10115' });
  for (let n = 0; n <= ROUNDS; n += 1) {
    const params = { type: 'claim', number: `CL-${1_000 + n}` };
    await desk.call('put', '/tracked-items/:type/:number', {
      params,
      body: { customer: { customerId: ana.id }, title: 'Water damage', status: 'in review', amount: { amountMinor: 100, currency: 'EUR' } },
    });
  }
  const found = await lookUp('CL-1000', '10115', '198.18.0.1');
  expect(Object.keys(found.body).sort()).toEqual(['milestone', 'status', 'type']);
  expect((await lookUp('CL-1000', ana.email, '198.18.0.1')).status).toBe(200);
  const took: Record<string, number[]> = { wrong: [], unknown: [] };
  const texts = new Set<string>();
  for (let n = 1; n <= ROUNDS; n += 1) {
    for (const [name, number, proof] of [
      ['wrong', `CL-${1_000 + n}`, '99999'],
      ['unknown', `CL-${9_000 + n}`, '10115'],
    ] as const) {
      const from = performance.now();
      const answer = await lookUp(number, proof, `198.18.1.${n}`);
      took[name]?.push(performance.now() - from);
      texts.add(`${answer.status} ${JSON.stringify(answer.body)}`);
    }
  }
  expect(texts.size).toBe(1);
  const quickest = (name: string): number => Math.min(...(took[name] ?? [])); // whatever else runs only adds to it
  expect(Math.abs(quickest('wrong') - quickest('unknown'))).toBeLessThan(25);
});

it('[C40] five tries for an item an hour, whoever asks; twenty for an address, whatever it asks for', async () => {
  const tries: number[] = [];
  for (let n = 0; n < 6; n += 1) tries.push((await lookUp('CL-7777', `${n}`, `198.18.2.${n}`)).status);
  expect(tries).toEqual([404, 404, 404, 404, 404, 429]);
  const walks: number[] = [];
  for (let n = 0; n < 21; n += 1) walks.push((await lookUp(`CL-8${100 + n}`, '10115', '198.18.3.1')).status);
  expect(walks.slice(0, 20).every((status) => status === 404)).toBe(true);
  expect(walks[20]).toBe(429);
});
