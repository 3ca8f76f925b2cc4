// The two reasons why there is nothing to sign in to.
import type { VNode } from 'preact';
import { AuthCard } from '../ui/AuthCard.js';
import { useConsole } from './console-context.js';
import { t } from '../state/t.js';

export function Unreachable(): VNode {
  const { actions } = useConsole();
  return (
    <AuthCard title={t('No connection')} lead={t('The relay did not answer. Drafts and unsent replies on this device are safe.')}>
      <button type="button" class="button button-primary button-wide" onClick={actions.retryStart}>
        {t('Try again')}
      </button>
    </AuthCard>
  );
}

export function Unclaimed(): VNode {
  return (
    <AuthCard title={t('Almost there')} lead={t('This installation has no owner yet.')}>
      <p>
        {t('Open the setup link that the relay printed when it started. It works once and for 30 minutes; a restart prints a new one.')}
      </p>
    </AuthCard>
  );
}
