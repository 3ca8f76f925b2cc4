// The demo customer's sign-in, as a real site's back end would make it: a JWT signed with the site's own identity secret (ID4).
import { SignJWT } from 'jose';
import { DEMO_CUSTOMER } from './demo-customer.js';
import type { Clock } from '../ports/clock.js';
import type { Ids } from '../ports/ids.js';
import type { Store } from '../ports/store.js';
import type { Vault } from '../ports/vault.js';

const TOKEN_S = 3_600; // ID4 recommends at most an hour
const MS_PER_S = 1_000;

export interface DemoIdentity {
  site: string;
  customer: { userId: string; name: string; email: string; token: string };
}

/** Null when the installation has no demo site. */
export async function demoIdentity({
  store,
  vault,
  clock,
  ids,
}: {
  store: Store;
  vault: Vault;
  clock: Clock;
  ids: Ids;
}): Promise<DemoIdentity | null> {
  const site = (await store.sites({})).find((candidate) => candidate.demo);
  const key = site?.identityKeys[0];
  if (site === undefined || key === undefined) return null;
  const issuedAt = Math.floor(clock.now() / MS_PER_S);
  const { userId, name, email, phone } = DEMO_CUSTOMER;
  const token = await new SignJWT({ name, email, email_verified: true, phone_number: phone, phone_number_verified: true })
    .setProtectedHeader({ alg: 'HS256', kid: key.kid, typ: 'JWT' })
    .setSubject(userId)
    .setAudience(site.id)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + TOKEN_S)
    .setJti(ids.hex128())
    .sign(new TextEncoder().encode(vault.unseal(key.sealed)));
  return { site: site.id, customer: { userId, name, email, token } };
}
