// Canaries: each personal field, text and secret carries a token of its own, so that whoever reads it somewhere knows whose it is (S92).
// Invariant: tokens are told from the seed alone, and none is part of another.
import { SignJWT } from 'jose';

export type Person = 'ana' | 'ben' | 'cleo';
export const PEOPLE: readonly Person[] = ['ana', 'ben', 'cleo'];
export type SiteName = 'one' | 'two';
export const SITES: readonly SiteName[] = ['one', 'two'];

export type Field =
  // who a customer is
  | 'name'
  | 'email'
  | 'phone'
  | 'address'
  | 'employer'
  | 'user id'
  // what they said and keyed in
  | 'chat'
  | 'policy number'
  | 'form answer'
  | 'survey comment'
  | 'account digits'
  | 'card digits'
  | 'page query'
  | 'referrer'
  // what we say about them
  | 'note'
  | 'note edit'
  | 'tag'
  | 'question'
  | 'transfer note'
  | 'outcome'
  | 'shared event'
  | 'department event'
  | 'restricted event'
  | 'case title'
  | 'case resolution'
  | 'department case'
  // what they were promised and wait for
  | 'promise'
  | 'department promise'
  | 'restricted promise'
  | 'keyed restricted promise'
  | 'order number'
  | 'claim number'
  | 'item title'
  | 'item line'
  | 'item status'
  | 'department item'
  | 'restricted item'
  | 'notice'
  // what opens doors
  | 'identity secret'
  | 'secret key'
  | 'source key'
  | 'webhook secret'
  | 'resume code'
  | 'device token'
  | 'identity token'
  | 'agent email'
  | 'agent password'
  | 'session cookie';

export interface Canary {
  token: string;
  field: Field;
  site: SiteName;
  /** null: the site's own. */
  person: Person | null;
}

export interface Hit {
  canary: Canary;
  excerpt: string;
}

/** mulberry32: small, and the same numbers for the same seed everywhere. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const LETTERS = 'bcdfghjklmnpqrstvwxz';
const AROUND = 80;

const WORDS = /zq[bcdfghjklmnpqrstvwxz]{9}/g;
/** Digits, and what people and programs put between them. */
const NUMBERS = /\d[\d \-().]{6,}\d/g;

export function canaries(seed: number) {
  const random = randomOf(seed);
  const seen = new Set<string>();
  const fresh = (alphabet: string, length: number, first = ''): string => {
    for (;;) {
      const token = first + Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
      if (!seen.has(token)) {
        seen.add(token);
        return token;
      }
    }
  };
  const byWord = new Map<string, Canary>();
  const others: Canary[] = [];
  const remember = (canary: Canary): string => {
    if (canary.token.startsWith('zq')) byWord.set(canary.token, canary);
    else others.push(canary);
    return canary.token;
  };
  return {
    /** A made-up word, capitalised like a name. */
    word: (site: SiteName, person: Person | null, field: Field): string => {
      const token = fresh(LETTERS, 9, 'zq');
      remember({ token, field, site, person });
      return token[0]?.toUpperCase() + token.slice(1);
    },
    digits: (site: SiteName, person: Person | null, field: Field, length = 9): string =>
      remember({ token: fresh('123456789', length), field, site, person }),
    /** A card number that passes the check digit. */
    card: (site: SiteName, person: Person): string => {
      const body = fresh('0123456789', 11, '4111');
      const sum = [...body].reverse().reduce((total, digit, index) => {
        const doubled = Number(digit) * (index % 2 === 0 ? 2 : 1);
        return total + (doubled > 9 ? doubled - 9 : doubled);
      }, 0);
      return remember({ token: body + String((10 - (sum % 10)) % 10), field: 'card digits', site, person });
    },
    /** Something the relay made up itself. */
    known: (site: SiteName, person: Person | null, field: Field, token: string): string => {
      remember({ token: token.toLowerCase(), field, site, person });
      return token;
    },
    find(text: string): Hit[] {
      const within = text.toLowerCase();
      const hits: Hit[] = [];
      const hit = (canary: Canary, at: number): void => {
        hits.push({ canary, excerpt: within.slice(Math.max(0, at - AROUND), at + canary.token.length + AROUND) });
      };
      for (const { 0: word, index } of within.matchAll(WORDS)) {
        const canary = byWord.get(word);
        if (canary !== undefined) hit(canary, index);
      }
      for (const { 0: run, index } of within.matchAll(NUMBERS)) {
        const digits = run.replace(/\D/g, '');
        for (const canary of others) if (digits.includes(canary.token)) hit(canary, index);
      }
      for (const canary of others) {
        const at = within.indexOf(canary.token);
        if (at >= 0) hit(canary, at);
      }
      return hits;
    },
  };
}
export type Canaries = ReturnType<typeof canaries>;

/** What a site's back end signs (ID4). */
export const identityToken = (site: { siteId: string; identitySecret: string }, sub: string, jti: string): Promise<string> =>
  new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setAudience(site.siteId)
    .setIssuedAt()
    .setExpirationTime('10m')
    .setJti(jti)
    .sign(new TextEncoder().encode(site.identitySecret));
