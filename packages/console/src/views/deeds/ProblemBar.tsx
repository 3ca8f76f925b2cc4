// Above the pane, for everybody to see: that the relay takes nothing for the moment, as long as it is so (K120), and what could not be done
// and has no better place, until it is read or something else is on screen (K12).
import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { mayAdminister } from '../../state/roles.js';
import { settingsRoute } from '../../state/route.js';
import { t } from '../../state/t.js';
import { Icon } from '../../ui/Icon.js';
import { useConsole } from '../console-context.js';
import { followLink } from '../follow-link.js';

export function ProblemBar(): VNode | null {
  const { store, actions, panels, href } = useConsole();
  const session = store.session.value;
  const admin = session.state === 'signed_in' && mayAdminister(session.session.agent.role);
  const system = settingsRoute(store.view.value, 'system');
  const { page } = store.route.value;
  const conv = store.openId.value;
  useEffect(
    () => () => {
      store.problem.value = null;
    },
    [page, conv],
  );
  const refusing = store.refusing.value && (
    <div class="bar bar-warn" role="status">
      <Icon name="alert" />
      <span>
        {t('The relay can save nothing for the moment. Nothing is lost: what you send waits on this device and is tried again by itself.')}
      </span>
      {admin && (
        <a class="button" href={href(system)} onClick={followLink(() => actions.go(system))}>
          {t('System')}
        </a>
      )}
    </div>
  );
  if (store.problem.value === null) return refusing || null;
  function dismiss(): void {
    store.problem.value = null;
    if (conv === null)
      document.getElementById('thread')?.focus(); // the button is gone (K117)
    else panels.focusComposer.value += 1;
  }
  return (
    <>
      {refusing}
      <div class="bar bar-warn" role="alert">
        <Icon name="alert" />
        <span>{store.problem.value}</span>
        <button type="button" class="button" onClick={dismiss}>
          {t('OK')}
        </button>
      </div>
    </>
  );
}
