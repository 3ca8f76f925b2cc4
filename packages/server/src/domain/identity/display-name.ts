// What a customer is called in lists and headlines (C45). An address names somebody only when it is attested; a claim never does.
import { limits } from '@throughline/types';
import type { EffectiveTrait } from './traits.js';

const ATTESTED = 2;

/** Name trait, else first + last name, else an attested e-mail, else the user id, else `Customer {short id}`. At most 80 characters. */
export function nameOf(traits: ReadonlyMap<string, EffectiveTrait>, userId: string | null, customerId: string): string {
  const name = text(traits, 'name') ?? text(traits, 'fullName') ?? fullName(traits);
  if (name !== null) return cut(name);
  const email = traits.get('email');
  if (email !== undefined && email.trust >= ATTESTED) {
    const address = text(traits, 'email');
    if (address !== null) return cut(address);
  }
  return userId === null ? `Customer ${shortId(customerId)}` : cut(`Customer ${userId}`);
}

/** The last six characters: enough to tell two strangers apart on a screen. */
export function shortId(customerId: string): string {
  return customerId.slice(-6);
}

function fullName(traits: ReadonlyMap<string, EffectiveTrait>): string | null {
  const first = text(traits, 'firstName') ?? text(traits, 'first_name');
  const last = text(traits, 'lastName') ?? text(traits, 'last_name');
  const both = [first, last].filter((part) => part !== null).join(' ');
  return both === '' ? null : both;
}

function text(traits: ReadonlyMap<string, EffectiveTrait>, key: string): string | null {
  const trait = traits.get(key);
  if (trait === undefined) return null;
  const value: unknown = JSON.parse(trait.value);
  const trimmed = typeof value === 'string' ? value.trim() : '';
  return trimmed === '' ? null : trimmed;
}

const cut = (name: string): string => [...name].slice(0, limits.NAME_MAX_CHARS).join('');
