// What orders, claims and their like look like; loaded with the first list of them, after the first paint.
import type { VNode } from 'preact';
import type { ItemType } from '@throughline/types';
import { Glyph, Icon } from './Icon.js';
import type { IconName } from './Icon.js';

const OWN: Partial<Record<ItemType, string>> = {
  shipment: 'M3 6h11v10H3zM14 10h4l3 3v3h-7M7 19a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM17 19a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z',
  claim: 'M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6z',
  application: 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6',
  repair: 'M14 7a4 4 0 0 1 5.5-3.7L16.7 6.1l1.2 1.2 2.8-2.8A4 4 0 0 1 15 10L7 18a2 2 0 0 1-3-3l8-8a4 4 0 0 1 2 0z',
  provisioning: 'M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8',
};
const SHARED: Partial<Record<ItemType, IconName>> = { order: 'cart', refund: 'retry', invoice: 'receipt', subscription: 'retry' };

export function ItemIcon({ type }: { type: ItemType }): VNode {
  const own = OWN[type];
  return own === undefined ? <Icon name={SHARED[type] ?? 'dot'} size={14} /> : <Glyph d={own} size={14} />;
}
