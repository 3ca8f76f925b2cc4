// Which screen: setup, sign in, the inbox, or why none of them can be shown (K120).
import type { VNode } from 'preact';
import { Inbox } from './Inbox.js';
import { Setup } from './Setup.js';
import { SignIn } from './SignIn.js';
import { Unclaimed, Unreachable } from './StartProblems.js';
import { useConsole } from './console-context.js';

export function App(): VNode {
  const { store } = useConsole();
  const session = store.session.value;
  if (store.route.value.page === 'setup' && session.state !== 'signed_in') return <Setup />;
  switch (session.state) {
    case 'starting':
      return (
        <main class="auth" aria-busy="true">
          <p class="late">Starting…</p>
        </main>
      );
    case 'unreachable':
      return <Unreachable />;
    case 'unclaimed':
      return <Unclaimed />;
    case 'signed_out':
      return <SignIn ended={session.because === 'ended'} />;
    case 'signed_in':
      return <Inbox />;
  }
}
