import { expect, it } from 'vitest';
import { reconcileInput } from '../../testing/reconcile-input.js';
import { saying } from '../../testing/sayings.js';
import { fitBrief } from './brief-lines.js';
import { contactsOf } from './contacts.js';
import { effortOf, effortScore, switchesIn } from './effort.js';
import { headlineText } from './headline.js';
import type { PastInteraction } from './material.js';
import { replacesForm, replacesPage } from './live-state.js';
import { cutAtWord, wordCount } from './plain-text.js';
import { promisesNow } from './promises.js';
import { activityScore } from './recent-activity.js';
import { ownRef } from './refs.js';
import { decodeCursor, cursorOf } from './timeline-page.js';

const HOUR_MS = 3_600_000;
const ref = [ownRef('conversation', 'cnv_1', 0)];

it('[C41] score = weight · 2^(−age / 12 h)', () => {
  expect(activityScore(10, 6 * HOUR_MS)).toBeCloseTo(7.0711, 4);
  expect(activityScore(8, 30 * HOUR_MS)).toBeCloseTo(1.4142, 4);
  expect(activityScore(5, HOUR_MS)).toBeCloseTo(4.7194, 4);
});

it('[C43] effort vectors', () => {
  const parts = {
    contacts7d: 1,
    channelSwitches: 0,
    transfers: 0,
    repeatExplanations: 0,
    reAsks: 0,
    failedSelfService: 0,
    waitedSeconds: 0,
    brokenCommitments: 0,
  };
  expect(
    effortScore({ ...parts, contacts7d: 2, channelSwitches: 1, transfers: 1, reAsks: 1, failedSelfService: 1, waitedSeconds: 720 }),
  ).toBe(47);
  expect(effortScore({ ...parts, waitedSeconds: 5_400 })).toBe(20);
  expect(
    effortScore({
      contacts7d: 3,
      channelSwitches: 2,
      transfers: 1,
      repeatExplanations: 1,
      reAsks: 2,
      failedSelfService: 1,
      waitedSeconds: 840,
      brokenCommitments: 1,
    }),
  ).toBe(100);
});

it('[C43] promises broken for another concern, or long ago, cost this one nothing', () => {
  const DAY_MS = 24 * HOUR_MS;
  const now = Date.parse('2026-03-27T12:00:00Z');
  const { commitments, items } = reconcileInput([
    saying('Promise Made', '2026-03-20T10:00:00Z', { text: 'call back', due_at: '2026-03-21T10:00:00Z' }, { id: 'lately' }),
    saying('Promise Made', '2025-03-20T10:00:00Z', { text: 'call back', due_at: '2025-03-21T10:00:00Z' }, { id: 'long ago' }),
    saying('Promise Made', '2025-12-01T10:00:00Z', { text: 'send it', order_id: 'o-77', due_at: '2025-12-02T10:00:00Z' }, { id: 'order' }),
    saying('Promise Made', '2026-03-20T10:00:00Z', { text: 'send it', order_id: 'o-5', due_at: '2026-03-21T10:00:00Z' }, { id: 'other' }),
    saying('Invoice Issued', '2026-03-20T10:00:00Z', { invoice_no: 'I-9', order_id: 'O-77', total: 5, currency: 'EUR' }),
  ]);
  const promises = promisesNow(
    commitments.map((one) => ({ ...one, customerId: 'cus', fulfilledAt: null })),
    [],
    now,
  );
  const brokenOf = (itemNumbers: string[] | null): number =>
    effortOf({
      material: { conversation: null, items: items.map((one) => ({ ...one, customerId: 'cus', mismatches: [] })) },
      contacts: [],
      currentCase: itemNumbers === null ? null : { ...openCase, itemNumbers },
      facts: [],
      attempts: [],
      promises,
      now,
    }).brokenCommitments;
  const openCase = {
    id: 'cas',
    customerId: 'cus',
    title: 'Bill',
    status: 'open' as const,
    reason: null,
    department: null,
    openedAt: now - DAY_MS,
    dueAt: null,
    resolution: null,
    resolvedAt: null,
    conversationIds: [],
    refs: [],
    link: 'joined' as const,
    contacts: [],
  };
  expect(promises.filter(({ statusNow }) => statusNow === 'broken')).toHaveLength(4);
  expect(brokenOf(null)).toBe(2); // of the last 30 days
  expect(brokenOf(['i-9'])).toBe(2); // its order's, and the one that names nothing
  expect(brokenOf([])).toBe(2);
});

it('[C43] keypad steps and the talk after them are one contact; a chat on the same day is another', () => {
  const MINUTE_MS = 60_000;
  const key = (minute: number): PastInteraction => ({
    id: `int_${minute}`,
    channel: 'ivr',
    department: null,
    visibility: 'shared',
    type: 'track',
    name: 'IVR Input Received',
    title: '',
    data: {},
    occurredAt: minute * MINUTE_MS,
    receivedAt: minute * MINUTE_MS,
    unverified: false,
    conversationId: null,
  });
  const opened = (id: string, channel: 'voice' | 'web_chat', minute: number) => ({
    id,
    channel,
    status: 'closed',
    openedAt: minute * MINUTE_MS,
    closedAt: null,
    outcome: null,
    firstText: '',
  });
  const contacts = contactsOf({ conversation: null, cases: [], earlier: [opened('cnv_1', 'voice', 3), opened('cnv_2', 'web_chat', 200)] }, [
    key(2),
    key(1),
  ]);
  expect(contacts.map(({ channel, conversationId }) => [channel, conversationId])).toEqual([
    ['ivr', 'cnv_1'],
    ['web_chat', 'cnv_2'],
  ]);
  expect(switchesIn(contacts)).toBe(1);
});

it('[C47] text is cut at a word, and never inside a character', () => {
  expect(cutAtWord('one two three', 9)).toBe('one two…');
  expect(cutAtWord('𝒳'.repeat(10), 6)).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
});

it('[C47] two characters are a word where a script has no spaces', () => {
  expect(wordCount('two words')).toBe(2);
  expect(wordCount('注文した')).toBe(2);
  expect(wordCount('注文 o-77')).toBe(2);
});

it('[C47] over budget the lowest priority goes first: last item, then the line', () => {
  const list = (n: number) => Array.from({ length: n }, (_, i) => ({ text: `item ${i} ${'w '.repeat(8).trim()}`, refs: ref }));
  const lines = fitBrief([
    { slot: 'why_now', list: false, priority: 100, head: '', items: [{ text: 'w '.repeat(60).trim(), refs: ref }] },
    { slot: 'tried', list: true, priority: 70, head: 'Tried ', items: list(3) },
    { slot: 'do_not_ask', list: true, priority: 90, head: '', items: [{ text: 'w '.repeat(9).trim(), refs: ref }] },
    { slot: 'promise', list: false, priority: 95, head: '', items: [{ text: 'unsourced', refs: [] }] },
  ]);
  expect(lines.map(({ slot }) => slot)).toEqual(['why_now', 'do_not_ask', 'tried']);
  expect(lines[2]?.text).toBe('Tried item 0 w w w w w w w w');
});

it('[C45] too long: first the segment goes, then the reason is shortened', () => {
  const base = { subject: 'Mia Berg', segment: 'private banking', why: 'Upload fails', alert: 'promise not kept' };
  expect(headlineText(base)).toBe('Mia Berg, private banking: Upload fails — promise not kept.');
  const long = headlineText({ ...base, why: 'The upload of my payslip fails '.repeat(6).trim() });
  expect(long).toMatch(/^Mia Berg: The upload .*… — promise not kept\.$/);
  expect(long.length).toBeLessThanOrEqual(140);
  expect(headlineText({ ...base, segment: null, why: 'new conversation', alert: null })).toBe('Mia Berg: new conversation.');
});

it('[C21] a cursor comes back as the key it was made of; anything else is none', () => {
  const key = { occurredAt: 12, receivedAt: 34, id: 'int_1.2' };
  expect(decodeCursor(cursorOf(key))).toEqual(key);
  for (const text of ['', '1.2.', 'x.1.a', '1.2', `1.1.${'x'.repeat(65)}`]) expect(decodeCursor(text)).toBeNull();
});

it('[C22] what arrives late does not replace what is newer', () => {
  const page = (at: number, url: string) => ({ url, title: null, device: null, locale: null, at });
  expect(replacesPage(page(2, '/b'), page(1, '/a'))).toBe(false);
  expect(replacesPage(page(1, '/a'), page(1, '/b'))).not.toBe(replacesPage(page(1, '/b'), page(1, '/a')));
  const draft = { form: 'f', step: 's', filled: 1, total: 2 };
  expect(replacesForm({ draft: null, at: 1 }, { draft, at: 1 })).toBe(false);
  expect(replacesForm({ draft, at: 1 }, { draft: null, at: 1 })).toBe(true);
});
