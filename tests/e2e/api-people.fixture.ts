// Every route about people, answered once: for the test that walks the whole table.
import { expect } from 'vitest';
import { agent } from '../servers/visitor-http.js';
import { PASSWORD } from './api-desk.fixture.js';
import type { ApiDesk } from './api-desk.fixture.js';

export async function walkPeople({ call, relay, shop }: ApiDesk): Promise<void> {
  for (const [name, role] of [
    ['owner', 'owner'],
    ['heir', 'admin'],
  ] as const)
    await relay.userAdd(`${name}@shop.example`, role, PASSWORD, shop.siteId);
  const owner = await agent(relay.url, 'owner@shop.example', PASSWORD);
  owner.close();
  const who = { headers: { cookie: owner.cookie, origin: relay.url, 'x-throughline': 'console' } };
  expect((await call('get', '/system', { who })).body.store.kind).toBe('sqlite');
  const people: { id: string; email: string }[] = (await call('get', '/people')).body.items;
  const heir = people.find(({ email }) => email === 'heir@shop.example')?.id ?? '';
  const made = await call('post', '/invitations', { who, body: { email: 'new@shop.example' } });
  expect(made.body.link).toContain('/console/invite#');
  const { id } = (await call('get', '/invitations', { who })).body.items[0];
  expect((await call('post', '/invitations/:id/renew', { who, params: { id }, body: {} })).body.link).not.toBe(made.body.link);
  expect((await call('delete', '/invitations/:id', { who, params: { id } })).status).toBe(204);
  const params = { id: heir };
  expect((await call('post', '/agents/:id/password-link', { who, params, body: {} })).status).toBe(201);
  expect((await call('delete', '/agents/:id/second-factor', { who, params })).status).toBe(204);
  expect((await call('delete', '/agents/:id/sessions', { who, params })).status).toBe(204);
  expect((await call('post', '/agents/:id/ownership', { who, params, body: { keep: true } })).status).toBe(204);
}
