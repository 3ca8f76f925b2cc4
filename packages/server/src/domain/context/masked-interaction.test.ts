import { expect, it } from 'vitest';
import type { Interaction, Json } from '@throughline/types';
import { maskInteraction } from './masked-interaction.js';

const interaction = (data: Record<string, Json>, title = 'Typed'): Interaction => ({
  id: 'i',
  siteId: 's',
  sourceId: 'src',
  messageId: 'm',
  customerIdAtIngest: 'c',
  channel: 'ivr',
  department: null,
  visibility: 'shared',
  type: 'track',
  name: 'IVR Input Received',
  title,
  data,
  occurredAt: 1,
  receivedAt: 1,
  originalTimestamp: null,
  flags: [],
  unverified: false,
  conversationId: null,
  causationId: null,
  correlationId: null,
});

it('[S134] account numbers and passwords are masked by key, prompt and list of fields, and wherever else they are quoted', () => {
  const account = '4711882930';
  const { title, data } = maskInteraction(
    interaction(
      {
        prompt: 'account number',
        digits: account,
        note: `Account ${account} again`,
        fields: [
          { name: 'iban', value: 'DE89370400440532013000' },
          { label: 'password', value: 'hunter22' },
        ],
        deeper: { account: Number(account), order: 'A-7731', list: [{ accountNumber: account }] },
        order_id: 'A-7731',
      },
      `Typed ${account}`,
    ),
  );
  const text = JSON.stringify([title, data]);
  expect(text).not.toContain(account);
  expect(text).not.toContain('DE8937');
  expect(text).not.toContain('hunter22');
  expect(data['digits']).toMatch(/2930$/);
  expect(title).toMatch(/2930$/);
  expect(data).toMatchObject({ order_id: 'A-7731', prompt: 'account number', deeper: { order: 'A-7731' } });
});
