// A sign-in replaces the device token: no request may be on its way with the one before, or its answer would be a stranger's session.
import { expect, it } from 'vitest';
import type { Keep } from './keep.js';
import type { Relay } from './relay.js';
import { createVisitor } from './visitor.js';

function memoryKeep(): Keep {
  const values = new Map<string, string>([
    ['anon', 'a1'],
    ['device', 'old'],
  ]);
  return {
    get: (key) => values.get(key) ?? null,
    set: (key, value) => void (value === null ? values.delete(key) : values.set(key, value)),
    admit: () => undefined,
    admitted: () => true,
    wipe: () => values.clear(),
  };
}

/** Answers as the relay does: a signed request replaces the token, a dead token gets a stranger's session. Late, and not in order. */
function rotatingRelay(): { relay: Relay; sent: unknown[] } {
  const sent: unknown[] = [];
  let live = 'old';
  let count = 0;
  const post = async <Answer>(_path: string, body: unknown): Promise<Answer> => {
    const { deviceToken, identityToken } = Object(body);
    sent.push(deviceToken);
    count += 1;
    const delayMs = count === 1 ? 30 : 5;
    const stranger = deviceToken !== live;
    const userId = identityToken === undefined ? null : 'ana';
    const rotated = !stranger && userId !== null && live === 'old' ? (live = 'new') : undefined;
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    const given = stranger ? `stranger-${count}` : rotated;
    return JSON.parse(JSON.stringify({ anonymousId: 'a1', userId, conversations: [], deviceToken: given }));
  };
  return { relay: { base: 'https://relay.example/', post }, sent };
}

it('[S24] requests go one after the other, each with the device token of the answer before', async () => {
  const keep = memoryKeep();
  const { relay, sent } = rotatingRelay();
  const visitor = createVisitor('site', relay, keep);
  const first = visitor.session();
  const signedIn = visitor.identify('ana', 'jwt');
  const again = visitor.session(true);
  expect(await signedIn).toMatchObject({ deviceToken: 'new', userId: 'ana' });
  await Promise.allSettled([first, again]);
  expect(await visitor.session(true)).toMatchObject({ deviceToken: 'new' });
  expect(keep.get('device')).toBe('new');
  expect(sent).toEqual(['old', 'old', 'new', 'new']);
});

it('[W43] a request that waits for another is not sent after a reset', async () => {
  const { relay, sent } = rotatingRelay();
  const visitor = createVisitor('site', relay, memoryKeep());
  const outcomes = Promise.allSettled([visitor.session(), visitor.session(true)]);
  await visitor.reset();
  expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(sent).toEqual(['old', 'old']); // the session under way, and the reset itself
});
