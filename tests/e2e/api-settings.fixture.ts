// The desk's settings and the site's keys through the API: each route of them once, for the test that every route answers.
import { expect } from 'vitest';
import type { ApiDesk } from './api-desk.fixture.js';

/** A document of each kind that has an address of its own. */
const DOCUMENTS = {
  '/teams': { name: 'Care' },
  '/routing-rules': { name: 'Complaints first', when: [{ field: 'open_complaint' }], then: { priority: 'high' } },
  '/sla-policies': { name: 'Standard', applies: {}, targets: { firstResponse: 15 } },
  '/saved-replies': { title: 'Thanks', shortcut: 'ty', body: 'Thank you, {{contact.first_name | fallback: "there"}}!', scope: 'all' },
  '/tags': { name: 'refund', colour: 'amber' },
  '/saved-views': { name: 'Urgent', filter: { priority: 'urgent' }, shared: true },
} as const;

export async function walkSettings({ call }: ApiDesk): Promise<void> {
  for (const [path, doc] of Object.entries(DOCUMENTS)) {
    const made = await call('post', path, { body: { doc } });
    expect([path, made.status, made.body.version]).toEqual([path, 201, 1]);
    const params = { id: made.body.id };
    expect((await call('get', path)).body.items.map(({ id }: { id: string }) => id)).toContain(params.id);
    expect((await call('get', `${path}/:id`, { params })).body).toEqual(made.body);
    const changed = await call('put', `${path}/:id`, { params, body: { version: 1, doc: made.body.doc } });
    expect(changed.body.version).toBe(2);
    const late = await call('put', `${path}/:id`, { params, body: { version: 1, doc: made.body.doc } });
    expect([path, late.body.code]).toEqual([path, 'conflict']);
    if (path === '/saved-replies') expect((await call('post', '/saved-replies/:id/uses', { params })).status).toBe(204);
    expect((await call('delete', `${path}/:id`, { params })).status).toBe(204);
    expect((await call('get', `${path}/:id`, { params })).status).toBe(404);
  }
  const agents: { id: string; role: string }[] = (await call('get', '/agents')).body.items;
  const guest = agents.find(({ role }) => role === 'guest');
  const profile = { params: { id: guest?.id ?? '' } };
  expect((await call('get', '/agents/:id/profile', profile)).status).toBe(404);
  const doc = { skills: ['loans'], languages: ['tr'], capacity: 3 };
  expect((await call('put', '/agents/:id/profile', { ...profile, body: { version: 0, doc } })).body.doc).toEqual(doc);
  expect((await call('get', '/agents/:id/profile', profile)).body.doc).toEqual(doc);

  const lines = (await call('get', '/audit', { query: { action: 'settings.tag' } })).body.items;
  expect(lines.map(({ action }: { action: string }) => action)).toEqual([
    'settings.tag.deleted',
    'settings.tag.changed',
    'settings.tag.created',
  ]);
  expect((await call('post', '/audit/:id/revert', { params: { id: lines[0].id } })).body.reverted).toBe(true);
  expect((await call('get', '/tags')).body.items.map(({ doc: { name } }: { doc: { name: string } }) => name)).toEqual(['refund']);

  const key = await call('post', '/identity-keys');
  expect((await call('get', '/identity-keys')).text).not.toContain(key.body.secret);
  expect((await call('post', '/identity-keys')).body.code).toBe('conflict');
  expect((await call('post', '/identity-tokens/check', { body: { token: 'no.token.atall' } })).body).toEqual({
    valid: false,
    code: 'token_invalid',
    userId: null,
  });
  expect((await call('delete', '/identity-keys/:kid', { params: { kid: key.body.kid } })).status).toBe(204);
  const source = await call('post', '/sources', { body: { name: 'Shop floor', channel: 'branch' } });
  const replaced = await call('post', '/sources/:id/secret-key', { params: { id: source.body.id } });
  expect(replaced.body.secretKey).not.toBe(source.body.secretKey);
}
