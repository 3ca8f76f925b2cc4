// Phone numbers in a text (C23, ID2): international ones anywhere, others only in the site's region and near a word that says it is one, since a
// number that could be called is mostly an order or an amount. Validity is libphonenumber's. Pure, bounded.
import { parsePhoneNumberFromString, isSupportedCountry } from 'libphonenumber-js/min';
import { PHONE_CONTEXT } from './context-words.js';
import type { Found } from './found.js';
import type { Token } from './text-tokens.js';

const RUN = /\+?\(?\d(?:[ \u00a0()./-]{0,2}\d){6,22}/g;
const GROUP = /\d+/g;
const DIGITS_MIN = 7;
const DIGITS_MAX = 15;
const REACH_TOKENS = 5;
const RUNS_MAX = 200;
const GROUPS_MAX = 8;

/** E.164 when `written` is a valid number: with `+` of any country, without it of `region` (`DE`). Else null. */
export function phoneNumber(written: string, region: string | null): string | null {
  const country = region !== null && isSupportedCountry(region) ? region : undefined;
  if (country === undefined && !written.trim().startsWith('+')) return null;
  const parsed = parsePhoneNumberFromString(written, country);
  return parsed?.isValid() === true ? parsed.number : null;
}

interface PhonePlaces {
  tokens: readonly Token[];
  region: string | null;
  /** The customer was just asked for a number: no context word needed. */
  asked: boolean;
}

export function findPhones(text: string, { tokens, region, asked }: PhonePlaces): Found[] {
  const found: Found[] = [];
  let runs = 0;
  for (const match of text.matchAll(RUN)) {
    runs += 1;
    if (runs > RUNS_MAX) break;
    if (/[\p{L}\p{N}]/u.test(text.charAt(match.index - 1)) || /[\p{L}\p{N}]/u.test(text.charAt(match.index + match[0].length))) continue;
    if (!match[0].startsWith('+') && !asked && !nearPhoneWord(tokens, match.index, match.index + match[0].length)) continue;
    const hit = numberIn(match[0], region);
    if (hit !== null) found.push({ key: 'phone', start: match.index + hit.start, end: match.index + hit.end, norm: hit.norm });
  }
  return found;
}

/** The longest valid number at group boundaries, earliest first: `945 345 4455`, and not the house number behind it. */
function numberIn(run: string, region: string | null): { start: number; end: number; norm: string } | null {
  const groups = [...run.matchAll(GROUP)].slice(0, GROUPS_MAX);
  for (let first = 0; first < groups.length; first += 1) {
    for (let last = groups.length - 1; last >= first; last -= 1) {
      const from = groups[first]?.index ?? 0;
      const start = first === 0 ? 0 : from;
      const end = (groups[last]?.index ?? 0) + (groups[last]?.[0].length ?? 0);
      const written = run.slice(start, end);
      const digits = written.replace(/\D/g, '').length;
      if (digits < DIGITS_MIN || digits > DIGITS_MAX) continue;
      const norm = phoneNumber(written, region);
      if (norm !== null) return { start, end, norm };
    }
    if (run.startsWith('+')) return null;
  }
  return null;
}

function nearPhoneWord(tokens: readonly Token[], start: number, end: number): boolean {
  const at = tokens.findIndex((token) => token.end > start);
  const behind = tokens.findIndex((token) => token.start >= end);
  const before = tokens.slice(Math.max(0, at - REACH_TOKENS), Math.max(0, at));
  const after = behind < 0 ? [] : tokens.slice(behind, behind + REACH_TOKENS);
  if (before.some(({ lower }) => PHONE_CONTEXT.has(lower) && lower !== 'number')) return true;
  return after.some(({ lower, opens }) => !opens && PHONE_CONTEXT.has(lower) && lower !== 'number' && lower !== 'call');
}
