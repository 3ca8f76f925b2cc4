import { describe, expect, it, vi } from 'vitest';
import type { ConversationClient, ConversationView, Entry, OutboxItem, Surroundings } from '@throughline/types';
import { entry, lane, view } from '../testing/fixtures.js';
import { somebodyWrote } from './stale-head.js';

const me = { type: 'agent', id: 'agt_me', name: 'Ada' } as const;
const item: OutboxItem = { n: 2, origin: 's:2', kind: 'message', body: { text: 'x' }, at: 0, state: { state: 'held' }, ifPubHead: 1 };
const refusal = { pubHead: 3, items: [item] };

function scene(): { client: ConversationClient; show(entries: Entry[]): void; surroundings: Surroundings; late(): void } {
  let shown: ConversationView = view({ pub: lane('pub', [entry('pub', 1, 'message')]) });
  const listeners = new Set<(next: ConversationView) => void>();
  let late = (): void => undefined;
  const never = vi.fn(() => {
    throw new Error('not used here');
  });
  return {
    client: {
      view: () => shown,
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      send: never,
      retry: never,
      discard: never,
      markRead: never,
      loadOlder: never,
      online: never,
      offline: never,
      probe: never,
      adopt: never,
      onEv: never,
      onHead: never,
      onReceipt: never,
      stop: never,
    },
    show: (entries) => {
      shown = view({ pub: lane('pub', [entry('pub', 1, 'message'), ...entries]) });
      for (const listener of listeners) listener(shown);
    },
    surroundings: {
      now: () => 0,
      random: () => 0,
      hex128: () => '',
      after: (_ms, run) => {
        late = run;
        return () => undefined;
      },
    },
    late: () => late(),
  };
}

describe('a head that moved', () => {
  it('[K33] by somebody else makes the reply stale', async () => {
    const { client, show, surroundings } = scene();
    const asked = somebodyWrote({ client, refusal, me: me.id, surroundings });
    show([entry('pub', 2, 'message')]);
    expect(await asked).toBe(true);
  });

  it('[K33] by own entries and lines of the relay does not', async () => {
    const { client, show, surroundings } = scene();
    const asked = somebodyWrote({ client, refusal, me: me.id, surroundings });
    show([entry('pub', 2, 'join', { author: me })]);
    show([entry('pub', 2, 'join', { author: me }), entry('pub', 3, 'message', { author: me })]);
    expect(await asked).toBe(false);
  });

  it('[K33] without this page catching up, the agent is asked', async () => {
    const { client, surroundings, late } = scene();
    const asked = somebodyWrote({ client, refusal, me: me.id, surroundings });
    late();
    expect(await asked).toBe(true);
  });
});
