// Interactions for tests of what follows from them: a name, a time, data; the rest is what a back office would send.
import type { Json } from '@throughline/types';
import type { Saying } from '../domain/items/saying.js';

/** Vouched for by the company unless `more` says otherwise. Ids are distinct per name, time and data. */
export function saying(name: string, time: string, data: { [key: string]: Json }, more: Partial<Saying> = {}): Saying {
  const occurredAt = Date.parse(time);
  return {
    id: `${name} ${time} ${JSON.stringify(data)}`,
    name,
    data,
    occurredAt,
    receivedAt: occurredAt,
    channel: 'back_office',
    department: null,
    visibility: 'shared',
    unverified: false,
    conversationId: null,
    ...more,
  };
}
