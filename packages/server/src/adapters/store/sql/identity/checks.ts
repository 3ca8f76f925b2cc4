// A check recorded on a conversation (ID18): by an agent, a code, a password. It raises the conversation, tells its agents with the entry
// `identity_verified`, and moves the conversation of an unattested address to whom it proved (ID9).
import type { Entry } from '@throughline/types';
import type { IdentityOps } from '../../../../ports/store-identity.js';
import { rootOrNull } from '../context/root-or-null.js';
import { lockConversation } from '../delivery/find-conversation.js';
import { openOperations } from '../delivery/open-operations.js';
import type { Tx } from '../operation.js';
import { auditRow } from './audit-row.js';
import { giveToProven, isAddressCustomer } from './conversation-owner.js';
import { lockIdentity } from './site-lock.js';
import { raised, storeVerification, verificationOf } from './verification.js';

type CheckArgs = Parameters<IdentityOps['recordCheck']>[0];

const MOVES_FROM = 2;

export async function recordCheck(tx: Tx, args: CheckArgs): ReturnType<IdentityOps['recordCheck']> {
  const { siteId, conv, level, method, actor, customerId, now } = args;
  await lockIdentity(tx, siteId);
  const row = await lockConversation(tx, siteId, conv);
  if (row === null) return { ok: false, code: 'not_found' };
  if (customerId !== undefined && !(await mayProve(tx, { siteId, owner: row.customer_id, proven: customerId })))
    return { ok: false, code: 'not_found' };
  const held = verificationOf(row.verification);
  const next = raised(held, level, method);
  const moved =
    customerId !== undefined &&
    level >= MOVES_FROM &&
    (await giveToProven(tx, { siteId, conv, to: customerId, causeId: conv, actor, now }));
  if (next === null) return { ok: true, ...held, entry: null, moved };
  await storeVerification(tx, { siteId, conv }, { ...next, at: now });
  const entry: Entry = await openOperations.appendSystem.run(tx, {
    siteId,
    conv,
    lane: 'int',
    kind: 'identity_verified',
    body: { level, method },
    author: { type: 'system', id: 'relay' },
    now,
  });
  await auditRow(tx, { siteId, actor, action: 'identity_check', target: conv, detail: { level: String(level), method }, now });
  return { ok: true, ...next, entry, moved };
}

/** A check about one customer raises their own conversations, and one that came from nobody but an address (ID9, ID18). */
async function mayProve(tx: Tx, { siteId, owner, proven }: { siteId: string; owner: string; proven: string }): Promise<boolean> {
  const [has, is] = [await rootOrNull(tx, siteId, owner), await rootOrNull(tx, siteId, proven)];
  if (has === null || is === null) return false;
  return has.id === is.id || isAddressCustomer(tx, siteId, has.id);
}
