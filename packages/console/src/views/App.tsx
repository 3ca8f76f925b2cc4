// Which screen: setup, sign in, the inbox, or why none of them can be shown (K120).
import type { VNode } from 'preact';
import { Inbox } from './Inbox.js';
import { useConsole } from './console-context.js';
import { lazyView } from '../ui/lazy-view.js';
import { t } from '../state/t.js';

/** Whoever is signed in needs none of these to see the first conversation. */
const door = () => import('./door.js');
const setup = lazyView(async () => (await door()).Setup);
const signIn = lazyView(async () => (await door()).SignIn);
const unclaimed = lazyView(async () => (await door()).Unclaimed);
const unreachable = lazyView(async () => (await door()).Unreachable);
const access = () => import('./access/access-views.js');
const invite = lazyView(async () => (await access()).Invite);
const enrol = lazyView(async () => (await access()).Enrol);

export function App(): VNode {
  const { store } = useConsole();
  const session = store.session.value;
  const route = store.route.value;
  if (route.page === 'setup' && (session.state !== 'signed_in' || route.invited)) return route.invited ? <invite.View /> : <setup.View />;
  switch (session.state) {
    case 'starting':
      return (
        <main class="auth" aria-busy="true">
          <p class="late">{t('Starting…')}</p>
        </main>
      );
    case 'unreachable':
      return <unreachable.View />;
    case 'unclaimed':
      return <unclaimed.View />;
    case 'signed_out':
      return <signIn.View ended={session.because === 'ended'} />;
    case 'signed_in':
      return session.session.mustEnrol ? <enrol.View /> : <Inbox />;
  }
}
