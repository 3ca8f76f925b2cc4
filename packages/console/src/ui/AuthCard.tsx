// The frame of the screens before the inbox.
import type { ComponentChildren, VNode } from 'preact';
import { AUTH_STYLE } from './auth-style.js';
import { useStyle } from './use-style.js';
import { Wordmark } from './Wordmark.js';

export function AuthCard({ title, lead, children }: { title: string; lead: ComponentChildren; children: ComponentChildren }): VNode {
  useStyle(AUTH_STYLE);
  return (
    <main class="auth">
      <div class="auth-card">
        <Wordmark />
        <h1>{title}</h1>
        <p class="auth-lead">{lead}</p>
        {children}
      </div>
    </main>
  );
}
