// One titled part of the context panel.
import type { ComponentChildren, VNode } from 'preact';

export function Section({ title, aside, children }: { title: string; aside?: ComponentChildren; children: ComponentChildren }): VNode {
  return (
    <div class="context-section">
      <h3>
        {title}
        {aside !== undefined && <span class="section-aside">{aside}</span>}
      </h3>
      {children}
    </div>
  );
}
