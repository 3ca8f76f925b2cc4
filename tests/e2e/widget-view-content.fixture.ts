// What stands in the widget's views: a site that says when it answers, its form, and a customer with an order.
import type { Page } from 'playwright-core';

const HOUR_MS = 3_600_000;
const later = (hours: number): string => new Date(Date.now() + hours * HOUR_MS).toISOString();
const field = (id: string, type: string, label: string, more: Record<string, unknown> = {}) => ({
  id,
  type,
  label,
  required: false,
  choices: [],
  ...more,
});
const fields = [
  field('mail', 'email', 'E-mail', { required: true }),
  field('order', 'text', 'Order number', { required: true }),
  field('topic', 'choice', 'What is it about?', { choices: ['Delivery', 'Invoice', 'Something else'] }),
  field('day', 'date', 'When did you order?'),
  field('terms', 'consent', 'I agree that my answers are kept', { url: 'https://shop.example/privacy' }),
];
const milestones = ['ordered', 'packed', 'shipped', 'delivered'].map((code, at) => ({
  code,
  label: code,
  state: at < 2 ? 'done' : at === 2 ? 'current' : 'upcoming',
}));
const item = {
  id: 'item-1',
  type: 'order',
  number: 'HB-2041',
  title: 'Order',
  status: 'shipped',
  milestone: 'Shipped',
  milestones,
  eta: { until: later(72) },
  late: true,
  done: false,
  lines: [
    { title: 'The Sea Around Us', quantity: 1 },
    { title: 'Bookmark, brass', quantity: 2 },
  ],
  amount: { amountMinor: 4_250, currency: 'EUR' },
  links: [{ label: 'Follow the parcel', url: 'https://parcel.example/t/88' }],
};

/** Answers of the relay, or parts of them, by what they are good for. */
export const VIEW_SETTINGS = {
  soon: { availability: { open: true, changesAt: later(6), replyMs: 4 * 60_000 } },
  away: { availability: { open: false, changesAt: later(60) } },
  before: { form: { when: 'before', fields } },
  after: { form: { when: 'after', fields } },
  items: {
    items: {
      items: [
        item,
        { ...item, id: 'item-2', number: 'HB-1988', late: false, done: true, milestone: 'Delivered', milestones: [], lines: [], links: [] },
      ],
      promises: [
        { id: 'promise-1', text: 'send the missing bookmark', dueAt: later(50), status: 'open' },
        { id: 'promise-2', text: 'call about the refund', dueAt: later(-20), status: 'broken' },
      ],
      cards: [
        { id: 'card-1', kind: 'step', text: 'Your order HB-2041 has been shipped.', at: later(-2) },
        { id: 'card-2', kind: 'late', text: 'Your order HB-2041 takes longer than we said. We are sorry.', at: later(-1) },
      ],
    },
  },
} satisfies Record<string, Record<string, unknown>>;

/** A picture the browser itself encodes. */
export async function sentPicture(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: 640, height: 420 });
    const pen = canvas.getContext('2d');
    if (pen) {
      const blend = pen.createLinearGradient(0, 0, 640, 420);
      blend.addColorStop(0, '#f6b26b');
      blend.addColorStop(1, '#3d6fd9');
      pen.fillStyle = blend;
      pen.fillRect(0, 0, 640, 420);
    }
    return canvas.toDataURL('image/png').split(',')[1] ?? '';
  });
  return Buffer.from(base64, 'base64');
}
