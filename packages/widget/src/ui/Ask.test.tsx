// @vitest-environment jsdom
import { options, render } from 'preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { emptyLane } from '@throughline/types';
import type { ConversationView, Entry, FormField } from '@throughline/types';
import type { AskProps } from '../seams/later.js';
import type { PanelHost } from '../seams/panel.js';
import { asksFirst } from './asking.js';
import { Ask } from './Ask.js';
import { Survey } from './Survey.js';

options.debounceRendering = (draw) => draw();

const NOW = Date.UTC(2026, 2, 3);
let names = 0;
const field = (id: string, type: FormField['type'], more: Partial<FormField> = {}): FormField => ({
  id,
  type,
  label: id,
  required: true,
  choices: [],
  ...more,
});
const FIELDS = [
  field('mail', 'email', { label: 'E-mail' }),
  field('order', 'text', { label: 'Order number' }),
  field('topic', 'choice', { required: false, choices: ['Delivery', 'Invoice'] }),
  field('news', 'checkbox', { required: false }),
  field('terms', 'consent', { url: 'https://shop.example/terms' }),
];

function entry(seq: number, kind: string, author: Entry['author']['type'] = 'visitor'): Entry {
  return { lane: 'pub', seq, id: `ent_${seq}`, kind, body: {}, author: { type: author, id: 'x' }, ts: NOW };
}
function view(entries: Entry[] = [], change: Partial<ConversationView> = {}): ConversationView {
  return {
    convKey: `k${(names += 1)}`,
    conv: entries[0] ? 'cnv_1' : null,
    pub: { ...emptyLane('pub'), entries, contig: entries.length },
    int: emptyLane('int'),
    outbox: [],
    receipts: { delivered: 0, read: 0 },
    loading: false,
    blocked: null,
    durable: true,
    ...change,
  };
}
const CLOSED = [entry(1, 'message'), entry(2, 'message', 'agent'), entry(3, 'close', 'agent')];

function world(when: 'before' | 'after' | 'never', change: Partial<AskProps> = {}, kept: Record<string, string> = {}) {
  const element = document.createElement('div');
  document.body.replaceChildren(element);
  const say = vi.fn(() => Promise.resolve(true));
  const keep = { get: (key: string) => kept[key] ?? null, set: (key: string, value: string) => void (kept[key] = value) };
  const settings = { form: { when, fields: FIELDS }, survey: { satisfaction: true, effort: true } };
  // Only what these parts ask of the panel.
  const host = { keep, settings } as unknown as PanelHost;
  let props: AskProps = { host, view: view(), told: {}, say, ...change };
  const draw = (more: Partial<AskProps> = {}): void => {
    props = { ...props, ...more };
    render(
      <>
        <Ask {...props} />
        <Survey {...props} />
      </>,
      element,
    );
  };
  draw();
  const find = <Node extends Element>(selector: string): Node => {
    const found = element.querySelector<Node>(selector);
    if (!found) throw new Error(`No ${selector}`);
    return found;
  };
  return {
    element,
    say,
    kept,
    draw,
    find,
    blocked: () => asksFirst(props),
    fill(id: string, value: string) {
      const input = find<HTMLInputElement>(`[name=${id}]`);
      if (input.type === 'checkbox') input.checked = value === 'yes';
      else input.value = value;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    },
    press: (name: string) => [...element.querySelectorAll('button')].find((button) => button.textContent === name)?.click(),
  };
}

describe('the form', () => {
  it('[W190] asked after the first message: fields with native labels, filled with what the relay heard before', () => {
    const { element, find, draw, blocked } = world('after', { told: { email: 'mara@example.com', news: 'yes' } });
    expect([element.textContent, blocked()]).toEqual(['', false]);
    draw({ view: view([entry(1, 'message')]) });
    expect([...element.querySelectorAll('label')].map((label) => label.textContent)).toEqual([
      'E-mail',
      'Order number',
      'topic (optional)',
      'news (optional)',
      'terms',
    ]);
    for (const label of element.querySelectorAll('label')) expect(label.control).not.toBeNull();
    expect(find<HTMLInputElement>('[name=mail]').value).toBe('mara@example.com');
    expect(find('[name=mail]').getAttribute('autocomplete')).toBe('email');
    expect(find<HTMLInputElement>('[name=news]').checked).toBe(true);
    expect(find<HTMLInputElement>('[name=terms]').checked).toBe(false);
    expect(document.activeElement).toBe(document.body);
  });

  it('[W190] errors stand at their fields, and the answers are given once', async () => {
    const { find, fill, press, say, element, draw } = world('after', { view: view([entry(1, 'message')]) });
    fill('mail', 'mara');
    press('Send');
    const mail = find('[name=mail]');
    expect(document.activeElement).toBe(mail);
    const flaw = (): string | undefined => document.getElementById(mail.getAttribute('aria-describedby') ?? '')?.textContent ?? undefined;
    expect([mail.getAttribute('aria-invalid'), flaw()]).toEqual(['true', 'Please write it like name@example.com']);
    expect(element.querySelectorAll('[aria-invalid]')).toHaveLength(3);
    fill('mail', 'mara@example.com');
    expect(flaw()).toBeUndefined();
    fill('order', ' A-1 ');
    fill('terms', 'yes');
    press('Send');
    press('Send');
    expect(say.mock.calls).toEqual([
      [
        'details',
        {
          answers: [
            { field: 'mail', label: 'E-mail', value: 'mara@example.com' },
            { field: 'order', label: 'Order number', value: 'A-1' },
            { field: 'news', label: 'news', value: 'no' },
            { field: 'terms', label: 'terms', value: 'yes' },
          ],
        },
      ],
    ]);
    await vi.waitFor(() => expect(element.textContent).toBe('Thank you, we have your details.'));
    draw({ view: view([entry(1, 'message'), entry(2, 'details')]) });
    expect(element.textContent).toBe('');
  });

  it('[W190] what is being filled in stays while the log of the new conversation is fetched', () => {
    const begun = view([entry(1, 'message')]);
    const { find, fill, press, element, draw } = world('after', { view: begun });
    fill('order', 'A-1');
    press('Send');
    for (const loading of [true, false]) {
      draw({ view: { ...begun, loading } });
      expect(find<HTMLInputElement>('[name=order]').value).toBe('A-1');
      expect(element.querySelectorAll('.flaw').length).toBeGreaterThan(0);
    }
  });

  it('[W190] asked before: no composer until what is required is there; answers that were not taken stay', async () => {
    const { blocked, fill, press, say, element, find, draw } = world('before');
    expect(blocked()).toBe(true);
    expect(element.textContent).not.toContain('Not now');
    say.mockResolvedValueOnce(false);
    fill('mail', 'mara@example.com');
    fill('order', 'A-1');
    fill('terms', 'yes');
    press('Continue');
    await vi.waitFor(() => expect(element.querySelector('[role=alert]')?.textContent).toBe('Too many messages are waiting.'));
    expect(find<HTMLInputElement>('[name=order]').value).toBe('A-1');
    draw({ view: view([entry(1, 'message')]) });
    expect(blocked()).toBe(false);
  });

  it('[W190] what is known is not asked again: one line says so, and it can be changed', () => {
    const told = { email: 'mara@example.com', order: 'A-1', terms: 'yes' };
    const { element, press, find, blocked, draw } = world('before', { told });
    expect(blocked()).toBe(false);
    expect(element.textContent).toBe('We have your e-mail and order numberChange');
    press('Change');
    expect(find<HTMLInputElement>('[name=order]').value).toBe('A-1');
    expect(find<HTMLInputElement>('[name=terms]').checked).toBe(false); // a consent is given anew
    press('Not now');
    draw({ view: view([entry(1, 'message'), entry(2, 'message', 'agent')]) });
    expect(element.textContent).toBe('');
  });

  it('[W190] what is put off stays away in this conversation', () => {
    const here = view([entry(1, 'message')]);
    const { element, press, draw } = world('after', { view: here });
    press('Not now');
    expect(element.textContent).toBe('');
    draw({ view: { ...here } });
    expect(element.textContent).toBe('');
  });
});

describe('the survey', () => {
  beforeEach(() => void vi.useFakeTimers({ now: NOW }));
  afterEach(() => void vi.useRealTimers());
  const tap = (element: HTMLElement, name: string, point: number): void =>
    element.querySelectorAll<HTMLInputElement>(`[name=${name}]`)[point - 1]?.click();

  it('[W200] a tap each on satisfaction and effort is an answer', async () => {
    const { element, say } = world('never', { view: view(CLOSED) });
    expect(element.textContent).toContain('The help I received made it easy to handle my issue');
    expect(
      [...element.querySelectorAll('input')].map((input) => `${input.type} ${input.ariaLabel ?? input.getAttribute('aria-label')}`),
    ).toContain('radio 1, Strongly disagree');
    expect(document.activeElement).toBe(document.body);
    tap(element, 'satisfaction', 3);
    tap(element, 'satisfaction', 4);
    tap(element, 'effort', 7);
    expect(say).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1_600);
    expect(say.mock.calls).toEqual([['survey', { satisfaction: 4, effort: 7 }]]);
  });

  it('[W200] a comment leaves with "Done" only, and thanks follow', async () => {
    const { element, say, find, press } = world('never', { view: view(CLOSED) });
    tap(element, 'satisfaction', 5);
    find<HTMLTextAreaElement>('textarea').value = ' Quick! ';
    await vi.advanceTimersByTimeAsync(9_000);
    expect(say.mock.calls).toEqual([['survey', { satisfaction: 5 }]]);
    press('Done');
    expect(say).toHaveBeenLastCalledWith('survey', { satisfaction: 5, comment: 'Quick!' });
    expect(element.textContent).toBe('Thank you. That helps us do better.');
    expect(document.activeElement?.textContent).toBe('Thank you. That helps us do better.');
  });

  it('[W200] a visitor who leaves after a tap has answered; one who skips has not', () => {
    const left = world('never', { view: view(CLOSED) });
    tap(left.element, 'effort', 2);
    render(null, left.element);
    expect(left.say.mock.calls).toEqual([['survey', { effort: 2 }]]);
    const skipped = world('never', { view: view(CLOSED) });
    tap(skipped.element, 'effort', 2);
    skipped.press('Skip');
    render(null, skipped.element);
    expect(skipped.say).not.toHaveBeenCalled();
  });

  it('[W200] asked once per conversation and once in 30 days per visitor, and only who was helped', () => {
    const asks = (entries: Entry[], kept: Record<string, string> = {}): boolean =>
      world('never', { view: view(entries) }, kept).element.querySelector('[type=radio]') !== null;
    const day = 24 * 3_600_000;
    expect(asks(CLOSED)).toBe(true);
    expect(asks([...CLOSED, entry(4, 'survey')])).toBe(false);
    expect(asks([...CLOSED, entry(4, 'open', 'system')])).toBe(false);
    expect(asks([entry(1, 'message'), entry(2, 'close', 'agent')])).toBe(false);
    expect(asks(CLOSED, { asked: `${NOW - 29 * day} cnv_0` })).toBe(false);
    expect(asks(CLOSED, { asked: `${NOW - 31 * day} cnv_0` })).toBe(true);
    const kept: Record<string, string> = {};
    const first = world('never', { view: view(CLOSED) }, kept);
    expect(asks(CLOSED, kept)).toBe(true); // the page was loaded again
    first.press('Skip');
    expect(asks(CLOSED, kept)).toBe(false);
  });
});
