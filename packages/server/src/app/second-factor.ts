// The second factor of an agent: a time-based code (RFC 6238) of which each step is taken once, and ten recovery codes (S25).
// The secret is sealed in the store; recovery codes are kept as keyed digests.
import { limits } from '@throughline/types';
import type { HttpErrorCode, RecoveryCodes, SecondFactorStart, SecondFactorState } from '@throughline/types';
import { fromBase32, toBase32 } from '../domain/accounts/base32.js';
import { otpauthAddress, stepOfCode } from '../domain/accounts/totp.js';
import type { Ids } from '../ports/ids.js';
import type { AgentRecord } from '../ports/store-accounts.js';
import type { AgentAccessDeps } from './agent-access.js';

const SECRET_BYTES = 20; // as long as the mac, RFC 4226 §4
const RECOVERY_BYTES = 10; // 80 bits: nothing to guess
const GROUP = /.{4}(?=.)/g;
const DIGITS = /^\d{6}$/;

type Refused = { ok: false; code: HttpErrorCode; retryMs?: number };

const whoseOf = ({ siteId, id: agentId }: AgentRecord) => ({ siteId, agentId });

const bare = (typed: string): string => typed.replace(/[\s-]/g, '').toLowerCase();

function newCodes({ ids, vault }: Pick<AgentAccessDeps, 'ids' | 'vault'>): { shown: string[]; hashes: string[] } {
  const codes = Array.from({ length: limits.RECOVERY_CODES }, () => base32Secret(ids, RECOVERY_BYTES).toLowerCase());
  return { shown: codes.map((code) => code.replace(GROUP, '$&-')), hashes: codes.map((code) => vault.mac(code)) };
}

const base32Secret = (ids: Ids, bytes: number): string => toBase32(Buffer.from(ids.secret(bytes), 'base64url'));

const stepFor = ({ vault, clock }: AgentAccessDeps, sealed: string, code: string): number | null => {
  const key = fromBase32(vault.unseal(sealed));
  if (key === null) throw new Error('A second factor is sealed that is not base32');
  const parts = { hmac: vault.hmacSha1.bind(vault), same: vault.same.bind(vault) };
  return stepOfCode(parts, { key, code, now: clock.now() });
};

const audit = ({ store, clock }: AgentAccessDeps, { siteId, id }: AgentRecord, action: string): Promise<void> =>
  store.audit({ siteId, actor: id, action, target: id, detail: {}, now: clock.now() });

export async function secondFactorState({ store }: AgentAccessDeps, agent: AgentRecord): Promise<SecondFactorState> {
  const held = await store.secondFactor(whoseOf(agent));
  const { secondFactor } = await store.siteSettings({ siteId: agent.siteId });
  const required = secondFactor === 'all' || (secondFactor === 'admins' && (agent.role === 'owner' || agent.role === 'admin'));
  return { on: held?.confirmed === true, required, recoveryCodesLeft: held?.confirmed === true ? held.codesLeft : 0 };
}

/** A new secret. It is asked for from the first code on that proves the app has it. */
export async function startSecondFactor(
  { store, vault, ids, clock }: AgentAccessDeps,
  agent: AgentRecord,
  issuer: string,
): Promise<{ ok: true; started: SecondFactorStart } | Refused> {
  const secret = base32Secret(ids, SECRET_BYTES);
  const begun = await store.startSecondFactor({ ...whoseOf(agent), sealed: vault.seal(secret), now: clock.now() });
  if (!begun) return { ok: false, code: 'conflict' };
  return { ok: true, started: { secret, otpauth: otpauthAddress({ issuer, account: agent.email, secret }) } };
}

const withinTries = (deps: AgentAccessDeps, { siteId, id }: AgentRecord) =>
  deps.limiter.take(`${siteId} ${id} second factor`, limits.RATE_SECOND_FACTOR_PER_ACCOUNT);

/** Turns it on; the recovery codes are shown this once. */
export async function confirmSecondFactor(
  deps: AgentAccessDeps,
  agent: AgentRecord,
  typed: string,
): Promise<{ ok: true; recovery: RecoveryCodes } | Refused> {
  const taken = await withinTries(deps, agent);
  if (!taken.ok) return { ok: false, code: 'rate_limited', retryMs: taken.retryMs };
  const held = await deps.store.secondFactor(whoseOf(agent));
  if (held === null || held.confirmed) return { ok: false, code: 'conflict' };
  const step = stepFor(deps, held.sealed, bare(typed));
  if (step === null) return { ok: false, code: 'wrong_code' };
  const { shown, hashes } = newCodes(deps);
  if (!(await deps.store.confirmSecondFactor({ ...whoseOf(agent), step, codes: hashes, now: deps.clock.now() })))
    return { ok: false, code: 'conflict' };
  await audit(deps, agent, 'second_factor.on');
  return { ok: true, recovery: { codes: shown } };
}

/** Takes a code of the app or a recovery code. `needless`: this agent has no second factor. A code that was used is a wrong one. */
export async function takeCode(deps: AgentAccessDeps, agent: AgentRecord, typed: string): Promise<{ ok: true; needless?: true } | Refused> {
  const held = await deps.store.secondFactor(whoseOf(agent));
  if (held === null || !held.confirmed) return { ok: true, needless: true };
  const taken = await withinTries(deps, agent);
  if (!taken.ok) return { ok: false, code: 'rate_limited', retryMs: taken.retryMs };
  const code = bare(typed);
  if (!DIGITS.test(code)) {
    const hash = deps.vault.mac(code);
    if (!(await deps.store.takeRecoveryCode({ ...whoseOf(agent), hash, now: deps.clock.now() }))) return { ok: false, code: 'wrong_code' };
    await audit(deps, agent, 'second_factor.recovery_code_used');
    return { ok: true };
  }
  const step = stepFor(deps, held.sealed, code);
  if (step === null || !(await deps.store.takeSecondFactorStep({ ...whoseOf(agent), step }))) return { ok: false, code: 'wrong_code' };
  return { ok: true };
}

/** Other ten; the earlier ones end. */
export async function renewRecoveryCodes(
  deps: AgentAccessDeps,
  agent: AgentRecord,
): Promise<{ ok: true; recovery: RecoveryCodes } | Refused> {
  const held = await deps.store.secondFactor(whoseOf(agent));
  if (held === null || !held.confirmed) return { ok: false, code: 'conflict' };
  const { shown, hashes } = newCodes(deps);
  await deps.store.replaceRecoveryCodes({ ...whoseOf(agent), codes: hashes });
  await audit(deps, agent, 'second_factor.recovery_codes_renewed');
  return { ok: true, recovery: { codes: shown } };
}

/** Turns it off, unless the site asks for it. */
export async function removeSecondFactor(deps: AgentAccessDeps, agent: AgentRecord): Promise<{ ok: true } | Refused> {
  const { on, required } = await secondFactorState(deps, agent);
  if (on && required) return { ok: false, code: 'forbidden' };
  if (await deps.store.removeSecondFactor(whoseOf(agent))) await audit(deps, agent, 'second_factor.off');
  return { ok: true };
}
