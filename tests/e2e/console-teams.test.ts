// Teams in the rail of somebody who is signed in while others change them, in a real browser against the built relay.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDesk, SHOWN_MS } from './console-desk.fixture.js';
import type { Desk } from './console-desk.fixture.js';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.stop());

async function api<T>(method: string, path: string, body: unknown): Promise<T> {
  const headers = { authorization: `Bearer ${desk.shop.secretKey}`, 'content-type': 'application/json' };
  const response = await fetch(`${desk.relay.url}/api/v1/${path}`, { method, headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  return response.json();
}

describe('the rail', () => {
  it('[P47] shows a team that is made, and its new name, without a reload', async () => {
    const ada = await desk.signIn('ada');
    const views = ada.getByRole('navigation', { name: 'Views' });
    expect(await views.getByRole('link', { name: /Refunds|Repairs/ }).count()).toBe(0);
    const { id, version } = await api<{ id: string; version: number }>('POST', 'teams', { doc: { name: 'Refunds' } });
    await views.getByRole('link', { name: /Refunds/ }).waitFor({ timeout: SHOWN_MS });
    await api('PUT', `teams/${id}`, { version, doc: { name: 'Repairs' } });
    await views.getByRole('link', { name: /Repairs/ }).waitFor({ timeout: SHOWN_MS });
    expect(await views.getByRole('link', { name: /Refunds/ }).count()).toBe(0);
    expect(desk.problems).toEqual([]);
  });
});
