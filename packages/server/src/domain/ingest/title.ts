// One line for people: what happened. Built from redacted data only, so no card number can be in it (C18).
import type { Json } from '@throughline/types';
import { moneyText, toMinor } from '../commitments/money.js';
import { engineTitle } from './engine-titles.js';

const TITLE_MAX_CHARS = 200;

type Properties = Readonly<Record<string, Json>>;
type Write = (p: Reader) => string;

/** Reads properties by any of several customary names. */
class Reader {
  constructor(private readonly properties: Properties) {}

  text(...keys: string[]): string | null {
    for (const key of keys) {
      const value = this.properties[key];
      if (typeof value === 'number') return String(value);
      if (typeof value === 'string' && value.trim() !== '') return value.trim();
    }
    return null;
  }

  money(...keys: string[]): string | null {
    const currency = this.text('currency') ?? 'USD';
    for (const key of keys) {
      const value = this.properties[key];
      const minor = key.endsWith('_minor') ? (typeof value === 'number' ? Math.round(value) : null) : toMinor(value, currency);
      if (minor !== null) return moneyText({ amountMinor: minor, currency: currency.toUpperCase() });
    }
    return null;
  }

  count(key: string): number {
    const value = this.properties[key];
    return Array.isArray(value) ? value.length : 0;
  }
}

const join = (...parts: (string | null)[]): string => parts.filter((part) => part !== null).join(', ');
const after = (prefix: string, text: string | null, otherwise: string): string => (text === null ? otherwise : `${prefix}${text}`);
const quoted = (text: string | null): string => (text === null ? '' : ` "${text}"`);
const named = (text: string | null): string => (text === null ? '' : ` ${text}`);

const order =
  (what: string): Write =>
  (p) =>
    join(`Order${named(p.text('order_id', 'orderId'))} ${what}`, p.money('total', 'revenue', 'value', 'total_minor', 'amount_minor'));
const product =
  (verb: string): Write =>
  (p) =>
    join(`${verb}${named(p.text('name', 'product', 'sku', 'product_id')) || ' a product'}`, p.money('price', 'price_minor'));
const mail =
  (verb: string): Write =>
  (p) =>
    `E-mail${quoted(p.text('email_subject', 'subject', 'campaign_name', 'email_id'))} ${verb}`;

const TITLES: ReadonlyMap<string, Write> = new Map<string, Write>([
  ['IVR Input Received', (p) => `IVR: ${ivr(p)}`],
  [
    'Branch Visit Logged',
    (p) =>
      after('Branch visit: ', join(p.text('purpose', 'reason', 'summary', 'topic'), p.text('branch', 'location')) || null, 'Branch visit'),
  ],
  ['Promise Made', (p) => after('Promise: ', p.text('text', 'promise', 'summary') ?? p.money('amount', 'amount_minor'), 'Promise made')],
  [
    'Quote Issued',
    (p) => join(`Quote${named(p.text('quote_id', 'number'))} issued`, p.money('total', 'amount', 'total_minor', 'amount_minor')),
  ],
  [
    'Invoice Issued',
    (p) =>
      join(
        `Invoice${named(p.text('invoice_id', 'invoice_no', 'number'))} issued`,
        p.money('total', 'amount', 'total_minor', 'amount_minor'),
      ),
  ],
  [
    'Payment Failed',
    (p) =>
      join(
        `Payment${named(p.text('invoice_id', 'order_id'))} failed`,
        p.money('amount', 'total', 'amount_minor'),
        p.text('reason', 'error'),
      ),
  ],
  ['Claim Status Changed', (p) => `Claim${named(p.text('claim_id', 'number'))}${after(': ', p.text('status', 'milestone'), ' changed')}`],
  ['Form Submitted', (p) => `Form${quoted(formName(p))} submitted`],
  ['Form Draft Saved', (p) => `Form${quoted(formName(p))} saved${atStep(p)}${progress(p)}`],
  ['Form Abandoned', (p) => `Form${quoted(formName(p))} abandoned${atStep(p)}${progress(p)}`],
  ['Error Shown', (p) => after('Error shown: ', p.text('message', 'error', 'code', 'name'), 'Error shown')],
  ['Document Uploaded', (p) => after('Uploaded ', p.text('name', 'document', 'filename', 'type'), 'Uploaded a document')],
  ['Login Failed', (p) => join('Sign-in failed', p.text('reason'))],
  ['Search No Result', (p) => `Searched${quoted(p.text('query', 'search'))}: no result`],
  ['Help Article Viewed', (p) => `Read help article${quoted(p.text('title', 'name', 'article', 'article_id'))}`],
  ['Products Searched', (p) => `Searched${quoted(p.text('query'))}`],
  ['Product Viewed', product('Looked at')],
  ['Product Added', product('Put in the cart:')],
  ['Product Removed', product('Took out of the cart:')],
  ['Cart Viewed', (p) => join('Looked at the cart', items(p), p.money('total', 'value', 'revenue'))],
  ['Checkout Started', (p) => join('Checkout started', p.money('total', 'value', 'revenue'))],
  ['Checkout Step Viewed', (p) => `Checkout step${named(p.text('step'))} seen`],
  ['Checkout Step Completed', (p) => `Checkout step${named(p.text('step'))} done`],
  ['Payment Info Entered', (p) => join('Entered payment details', p.text('payment_method'))],
  ['Order Completed', order('completed')],
  ['Order Updated', order('updated')],
  ['Order Refunded', order('refunded')],
  ['Order Cancelled', order('cancelled')],
  ['Coupon Denied', (p) => join(`Coupon${named(p.text('coupon', 'coupon_id', 'coupon_name'))} denied`, p.text('reason'))],
  ['Signed Up', (p) => join('Signed up', p.text('plan', 'type'))],
  ['Email Delivered', mail('delivered')],
  ['Email Opened', mail('opened')],
  ['Email Link Clicked', mail('link clicked')],
  ['Email Bounced', mail('bounced')],
  ['Email Marked as Spam', mail('marked as spam')],
  ['Email Received', (p) => after('E-mail: ', p.text('subject', 'text'), 'E-mail received')],
]);

function ivr(p: Reader): string {
  const choice = p.text('choice_label', 'label', 'choice', 'option', 'menu');
  if (choice !== null) return `chose ${choice}`;
  const prompt = p.text('prompt', 'key', 'field');
  const digits = p.text('value', 'digits', 'input');
  if (prompt !== null) return digits === null ? prompt : `${prompt}: ${digits}`;
  return digits === null ? 'input received' : `entered ${digits}`;
}

const formName = (p: Reader): string | null => p.text('form', 'form_name', 'formName', 'name', 'title');
const atStep = (p: Reader): string => after(' at ', p.text('step'), '');
const items = (p: Reader): string | null => (p.count('products') === 0 ? null : `${p.count('products')} items`);
function progress(p: Reader): string {
  const filled = p.text('filled', 'fields_filled', 'filled_fields');
  const total = p.text('total', 'fields_total', 'total_fields');
  return filled === null || total === null ? '' : `, ${filled} of ${total}`;
}

export interface TitleQuestion {
  type: string;
  name: string;
  properties: Properties;
  page: Properties;
  previousId: string | null;
  groupId: string | null;
}

/** At most 200 characters, never empty. */
export function titleOf(question: TitleQuestion): string {
  return [...plainTitle(question).replace(/\s+/gu, ' ').trim()].slice(0, TITLE_MAX_CHARS).join('') || question.type;
}

function plainTitle({ type, name, properties, page, previousId, groupId }: TitleQuestion): string {
  const p = new Reader(properties);
  if (type === 'track' || type === 'interaction') return TITLES.get(name)?.(p) ?? engineTitle(name, properties) ?? name;
  if (type === 'page') {
    const view = new Reader({ ...page, ...properties });
    return `Viewed ${view.text('path') ?? (name || null) ?? view.text('title', 'url') ?? 'a page'}`;
  }
  if (type === 'screen') return `Opened ${name || (p.text('name', 'title') ?? 'a screen')}`;
  if (type === 'identify') return 'Details updated';
  if (type === 'group') return `Joined ${p.text('name') ?? groupId ?? 'a group'}`;
  return previousId === null ? 'Also known under another id' : 'Also known under an earlier id';
}
