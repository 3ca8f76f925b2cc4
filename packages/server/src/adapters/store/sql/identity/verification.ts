// How far a conversation's customer is proved (ID18): `{level, methods, at}` on its row. It rises and never falls here.
import type { Trust } from '@throughline/types';
import type { Tx } from '../operation.js';
import { isObject, jsonOf } from '../context/rows.js';

export interface Verification {
  level: Trust;
  methods: string[];
}

const METHODS_MAX = 5;

export function verificationOf(text: string): Verification {
  const value = jsonOf(text);
  if (!isObject(value)) return { level: 0, methods: [] };
  const { level, methods } = value;
  return {
    level: level === 1 || level === 2 || level === 3 ? level : 0,
    methods: Array.isArray(methods) ? methods.filter((method) => typeof method === 'string') : [],
  };
}

/** Null when this method and level are on record already. A higher level starts a list of methods of its own. */
export function raised(held: Verification, level: Trust, method: string): Verification | null {
  if (level > held.level) return { level, methods: [method] };
  if (held.methods.includes(method)) return null;
  return { level: held.level, methods: [...held.methods, method].slice(0, METHODS_MAX) };
}

export async function storeVerification(
  tx: Tx,
  { siteId, conv }: { siteId: string; conv: string },
  { level, methods, at }: Verification & { at: number },
): Promise<void> {
  await tx.db
    .updateTable('conversations')
    .set({ verification: JSON.stringify({ level, methods, at }) })
    .where('site_id', '=', siteId)
    .where('id', '=', conv)
    .execute();
}
