import { expect, it } from 'vitest';
import { factsOfMessages } from './conversation-facts.js';
import type { SaidMessage } from './conversation-facts.js';

const agent = (text: string): SaidMessage => ({ by: 'agent', text });
const customer = (text: string): SaidMessage => ({ by: 'customer', text });
const read = (messages: SaidMessage[]): string[][] =>
  factsOfMessages(messages).map((facts) => facts.map((fact) => `${fact.key}=${fact.value}`));

it('[C23] [C26] what the agent asked is answered by a bare value, also after "one moment"', () => {
  expect(
    read([customer('JHT345'), agent("What's your booking reference?"), customer('one moment'), customer('jht 345'), customer('jht 345')]),
  ).toEqual([[], [], [], ['booking_ref=jht 345'], []]);
});

it('[C23] a question is replaced by the next one and forgotten after three messages', () => {
  const asks = agent('Could you give me your order number?');
  expect(read([asks, agent('Sorry, I meant: what is your claim number?'), customer('4481923')]).at(-1)).toEqual(['claim_id=4481923']);
  expect(read([asks, customer('hm'), customer('not here'), customer('let me look'), customer('4481923')]).at(-1)).toEqual([]);
  expect(read([asks, agent('Take your time.'), customer('4481923')]).at(-1)).toEqual(['order_id=4481923']);
});

it('[C23] the last four digits of a social security number are kept for nothing', () => {
  const asks = agent('May I have the last four digits of your SSN and your account number, please?');
  expect(read([asks, customer('2567 and 8698')]).at(-1)).toEqual(['account_no=•8698']);
});
