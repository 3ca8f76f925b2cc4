// How well facts are read and cards redacted on labelled chats (C18, C23): `npm run bench:facts -- <folder of *-dev.tsv> [--json] [--region US]`.
//
// The data holds customer turns only: what the agent asked just before is not in it, and most answers are bare (`bgh 125`), which C23 rightly calls
// nothing. So three readings are reported, from the least to the most a relay knows:
//   alone     the words of the turn and nothing else
//   asked     plus what the agent asked: taken to be the labelled kinds of this turn, or, where it has none, of the customer's next labelled turn (the
//             question that is still open); in both cases only kinds that the relay has keys for
//   patterns  plus the forms of the site's own numbers, as its admin would set them (SITE_PATTERNS; learned from *-train.tsv.gz, not from dev)
// The data is lower-cased and stripped of punctuation; `@` and the dot of addresses at well-known providers are put back (withAddresses). Where that took away what a rule needs, the spans are counted apart as not readable:
// an e-mail address of an unknown provider, a phone number that no country issues, a card or number that a spreadsheet turned into `545 e 15`.
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { factsOfText } from '../packages/server/src/domain/facts/extract-text.js';
import { phoneNumber } from '../packages/server/src/domain/facts/find-phones.js';
import { compilePatterns } from '../packages/server/src/domain/facts/patterns.js';
import { luhn } from '../packages/server/src/domain/facts/redact-patterns.js';
import { redactText } from '../packages/server/src/domain/facts/redact.js';
import { turnsOf } from './read-turns.js';
import type { Span, Turn } from './read-turns.js';

const KEY_OF_SLOT: Readonly<Record<string, string>> = {
  booking_confirmation_number: 'booking_ref',
  policyid: 'policy_id',
  claimid: 'claim_id',
  account_number: 'account_no',
  account_id: 'account_no',
  phone_number: 'phone',
  phonenumber: 'phone',
  email_address: 'email',
  card_number: 'card',
};
const KEYS = [...new Set(Object.values(KEY_OF_SLOT))];
const IDS = ['booking_ref', 'policy_id', 'claim_id', 'account_no'];
/** What the admin of such a site would set: domain → its numbers. */
const SITE_PATTERNS: Readonly<Record<string, readonly { key: string; label: string; pattern: string }[]>> = {
  insurance: [
    { key: 'policy_id', label: 'policy number', pattern: '[a-z]{3} ?\\d{9}' },
    { key: 'claim_id', label: 'claim number', pattern: '[a-z]{3} ?\\d{3}' },
  ],
};

type Reading = 'alone' | 'asked' | 'patterns';
const READINGS: readonly Reading[] = ['alone', 'asked', 'patterns'];
interface Counts {
  labelled: number;
  readable: number;
  named: number;
  namedRight: number;
  right: number;
  wrong: number;
  /** Of the wrong: the data labels these digits as another kind or with another extent; or it names the kind in words and labels nothing. */
  wrongLabelledElse: number;
  wrongNamedUnlabelled: number;
  missed: number;
}
const none = (): Counts => ({
  labelled: 0,
  readable: 0,
  named: 0,
  namedRight: 0,
  right: 0,
  wrong: 0,
  wrongLabelledElse: 0,
  wrongNamedUnlabelled: 0,
  missed: 0,
});
const share = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((1000 * part) / whole) / 1000);
const plain = (value: string): string => value.replace(/[^a-z0-9]/gi, '').toLowerCase();

const [folder] = process.argv.slice(2).filter((arg, index, all) => !arg.startsWith('--') && all[index - 1] !== '--region');
const regionAt = process.argv.indexOf('--region');
const region = regionAt < 0 ? 'US' : (process.argv[regionAt + 1] ?? 'US');
if (folder === undefined) throw new Error('usage: bench/facts.ts <folder with *-dev.tsv> [--json] [--region US]');

const SCIENTIFIC = /^\d+ e \d+$/;
const readable = (key: string, { value }: Span): boolean => {
  if (SCIENTIFIC.test(value)) return false;
  if (key === 'email') return value.includes('@');
  if (key === 'phone') return phoneNumber(value.replace(/ /g, ''), region) !== null;
  if (key === 'card') return /^(?:\d{4}|[\d ]{13,23})$/.test(value) && (plain(value).length === 4 || luhn(plain(value)));
  return /\d/.test(value) && plain(value).length >= 4;
};

const ASKED_ORDER = ['name', 'ssn', ...KEYS, 'address', 'amount', 'date'];
const ASKED_AS: Readonly<Record<string, string>> = {
  transferamount: 'amount',
  charge_amount: 'amount',
  cost: 'amount',
  charge_date: 'date',
  lastuseddate: 'date',
  start_date: 'date',
};
const askable = (label: string): string | undefined =>
  KEY_OF_SLOT[label] ?? ASKED_AS[label] ?? (ASKED_ORDER.includes(label) ? label : undefined);
const kinds = (turn: Turn): string[] => ASKED_ORDER.filter((key) => turn.spans.some(({ label }) => askable(label) === key));

/** What the agent asked before each turn; see the head of this file. */
function questions(turns: readonly Turn[]): string[][] {
  const asked: string[][] = turns.map(kinds);
  for (let at = turns.length - 2; at >= 0; at -= 1) {
    const next = turns[at + 1];
    if (turns[at]?.spans.length === 0 && next?.conversationId === turns[at]?.conversationId) asked[at] = asked[at + 1] ?? [];
  }
  return asked;
}

const NAMED: Readonly<Record<string, RegExp>> = {
  booking_ref: /\b(?:booking|reservation|confirmation|pnr)\b/,
  policy_id: /\bpolicy\b/,
  claim_id: /\bclaim\b/,
  account_no: /\b(?:account|acct?|acc)\b/,
  phone: /\b(?:phone|mobile|cell|call|contact|ph)\b/,
  email: /@/,
  card: /\b(?:card|credit|visa)\b/,
};

function sameValue(key: string, span: Span, norm: string): boolean {
  if (key === 'card') return plain(norm).slice(-4) === plain(span.value).slice(-4);
  if (key === 'phone') return phoneNumber(span.value.replace(/ /g, ''), region) === norm;
  return plain(span.value) === plain(norm);
}

const totals = new Map<string, Counts>();
const redaction = { labelled: 0, full: 0, fullRedacted: 0, valid: 0, validRedacted: 0, marks: 0, marksOutside: 0 };
const mistakes: string[] = [];

const PROVIDER =
  /^(.+?)(gmail|gamil|yahoo|ymail|hotmail|outlook|live|aol|icloud|protonmail|rediffmail|comcast|mail|email)(com|net|org|in)$/;

/** `js 26 gmailcom` → `js26@gmail.com`, where the provider is a known one; the rest of the turn stays as it is. */
function withAddresses(turn: Turn): Turn {
  let { text } = turn;
  const spans = turn.spans.map((span) => {
    const parts = span.label === 'email_address' ? PROVIDER.exec(span.value.replace(/ /g, '')) : null;
    if (parts === null) return span;
    const value = `${parts[1] ?? ''}@${parts[2] ?? ''}.${parts[3] ?? ''}`;
    text = text.replace(span.value, value);
    return { label: span.label, value };
  });
  return { ...turn, text, spans };
}

function count(reading: Reading, turn: Turn, options: { asked: readonly string[]; domain: string }): void {
  const patterns =
    reading === 'patterns'
      ? compilePatterns((SITE_PATTERNS[options.domain] ?? []).map((own) => ({ ...own, scope: 'case' as const }))).compiled
      : [];
  const facts = factsOfText(turn.text, { region, locale: 'en-US', patterns, asked: reading === 'alone' ? [] : options.asked });
  for (const key of KEYS) {
    const place = `${reading} ${key}`;
    const held = totals.get(place) ?? none();
    totals.set(place, held);
    const gold = turn.spans.filter(({ label }) => KEY_OF_SLOT[label] === key);
    const read = facts.filter((fact) => fact.key === key);
    const open = [...gold];
    for (const { norm, value } of read) {
      const hit = open.findIndex((span) => sameValue(key, span, norm));
      if (hit >= 0) {
        if (readable(key, open[hit] ?? { label: '', value: '' })) {
          held.right += 1;
          held.namedRight += NAMED[key]?.test(turn.text) === true ? 1 : 0;
        }
        open.splice(hit, 1);
      } else {
        held.wrong += 1;
        const digits = norm.replace(/\D/g, '');
        if (turn.spans.some((span) => span.value.replace(/\D/g, '').endsWith(digits))) held.wrongLabelledElse += 1;
        else if (NAMED[key]?.test(turn.text) === true) held.wrongNamedUnlabelled += 1;
        mistakes.push(`${reading} ${key} wrong ${value} (${norm}) in: ${turn.text}`);
      }
    }
    for (const span of gold) {
      held.labelled += 1;
      if (!readable(key, span)) continue;
      held.readable += 1;
      if (NAMED[key]?.test(turn.text) === true) held.named += 1;
    }
    for (const span of open)
      if (readable(key, span)) {
        held.missed += 1;
        mistakes.push(`${reading} ${key} missed ${span.value} in: ${turn.text}`);
      }
  }
}

function countRedaction(turn: Turn): void {
  const clean = redactText(turn.text);
  for (const span of turn.spans) {
    if (span.label !== 'card_number') continue;
    redaction.labelled += 1;
    const digits = plain(span.value);
    if (!/^\d{13,19}$/.test(digits)) continue;
    const gone = !clean.text.includes(span.value);
    redaction.full += 1;
    redaction.fullRedacted += gone ? 1 : 0;
    if (!luhn(digits)) continue;
    redaction.valid += 1;
    redaction.validRedacted += gone ? 1 : 0;
  }
  const cards = turn.spans.some(({ label, value }) => label === 'card_number' && plain(value).length >= 13);
  const marks = clean.text.split('[card ').length - 1;
  redaction.marks += marks;
  redaction.marksOutside += cards ? 0 : marks;
}

for (const file of readdirSync(folder).filter(
  (name) => /\.tsv(?:\.gz)?$/.test(name) && process.argv.includes('--train') === name.includes('train'),
)) {
  const turns = turnsOf(join(folder, file)).map(withAddresses);
  const asked = questions(turns);
  const domain = basename(file).split('-')[0] ?? '';
  turns.forEach((turn, at) => {
    for (const reading of READINGS) count(reading, turn, { asked: asked[at] ?? [], domain });
    countRedaction(turn);
  });
}

const sum = (reading: Reading, keys: readonly string[]): Counts => {
  const total = none();
  for (const key of keys) {
    const one = totals.get(`${reading} ${key}`) ?? none();
    for (const field of [
      'labelled',
      'readable',
      'named',
      'namedRight',
      'right',
      'wrong',
      'wrongLabelledElse',
      'wrongNamedUnlabelled',
      'missed',
    ] as const)
      total[field] += one[field];
  }
  return total;
};
const row = (kind: string, reading: Reading, keys: readonly string[]) => {
  const { labelled, readable: read, named, namedRight, right, wrong, wrongLabelledElse, wrongNamedUnlabelled, missed } = sum(reading, keys);
  return {
    kind,
    reading,
    labelled,
    readable: read,
    named,
    right,
    wrong,
    wrongLabelledElse,
    wrongNamedUnlabelled,
    missed,
    precision: share(right, right + wrong),
    recallReadable: share(right, read),
    recallNamed: reading === 'alone' ? share(namedRight, named) : null,
    recallLabelled: share(right, labelled),
  };
};
const rows = READINGS.flatMap((reading) => [row('ids', reading, IDS), ...KEYS.map((key) => row(key, reading, [key]))]);
const redacted = {
  ...redaction,
  recallValid: share(redaction.validRedacted, redaction.valid),
  recallFull: share(redaction.fullRedacted, redaction.full),
};

if (process.argv.includes('--json')) console.log(JSON.stringify({ bench: 'facts', region, rows, redaction: redacted }, null, 2));
else {
  console.log(`region ${region}; precision and recall over spans`);
  console.table(rows);
  console.log('card numbers redacted', redacted);
  if (process.argv.includes('--mistakes')) for (const mistake of mistakes) console.log(mistake);
}
