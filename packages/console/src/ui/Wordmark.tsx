// The product's name and mark: a line that is handed on.
import type { VNode } from 'preact';

export function Wordmark(): VNode {
  return (
    <span class="wordmark">
      <svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <path d="M5 17.5c7 0 7-11 14-11" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" />
        <circle cx="5" cy="17.5" r="3" fill="currentColor" />
        <circle cx="19" cy="6.5" r="3" fill="currentColor" />
      </svg>
      <span class="wordmark-name">Throughline</span>
    </span>
  );
}
