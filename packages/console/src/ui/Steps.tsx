// Where an item stands on its usual way, as a small stepped line. The words stand beside it: the line alone says nothing (K118).
import type { VNode } from 'preact';

export function Steps({ labels, at, late }: { labels: readonly string[]; at: number; late: boolean }): VNode {
  const current = labels[at] ?? '';
  return (
    <span class={`steps ${late ? 'steps-late' : ''}`}>
      <span class="steps-line" aria-hidden="true">
        {labels.map((label, index) => (
          <span key={label} class={index < at ? 'step step-done' : index === at ? 'step step-now' : 'step'} title={label} />
        ))}
      </span>
      <span class="steps-words">
        {current.charAt(0).toUpperCase() + current.slice(1)}
        <span class="steps-count">
          , step {at + 1} of {labels.length}
        </span>
      </span>
    </span>
  );
}
