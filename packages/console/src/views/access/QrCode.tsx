// A QR code as one path of squares; the text it holds stands beside it for who cannot scan.
import type { VNode } from 'preact';
import { qrCode } from '../../ui/qr-code.js';

const QUIET = 4; // squares of border that readers need

export function QrCode({ text, label }: { text: string; label: string }): VNode | null {
  const rows = qrCode(text);
  if (rows === null) return null;
  const size = rows.length + QUIET * 2;
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : ''))).join('');
  return (
    <svg class="factor-qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <path d={path} fill="currentColor" />
    </svg>
  );
}
