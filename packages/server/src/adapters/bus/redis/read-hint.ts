// What came from another relay, as a hint or not at all: during an upgrade the other one may be newer and know hints that this one does not
// (P48). The sender is a relay on the same store; what it says was decoded where it entered the product.
import type { Hint } from '../../../ports/bus.js';

const TYPES: Record<Hint['type'], true> = {
  entries: true,
  handoff: true,
  receipt: true,
  typing: true,
  context: true,
  alert: true,
  settings: true,
  items: true,
  presence: true,
  attention: true,
  look: true,
  revoked: true,
};

const isHint = (value: unknown): value is Hint =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  typeof value.type === 'string' &&
  Object.hasOwn(TYPES, value.type) &&
  'siteId' in value &&
  typeof value.siteId === 'string';

/** Null: not for this version. Throws never. */
export function readHint(text: unknown): Hint | null {
  if (typeof text !== 'string') return null;
  try {
    const value: unknown = JSON.parse(text);
    return isHint(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
