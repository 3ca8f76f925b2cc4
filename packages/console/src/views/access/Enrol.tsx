// The site asks for a second factor, and this agent has none: setting it up is all there is (S25).
import type { VNode } from 'preact';
import { t } from '../../state/t.js';
import { AuthCard } from '../../ui/AuthCard.js';
import { useConsole } from '../console-context.js';
import { FactorSetup } from './FactorSetup.js';

export function Enrol(): VNode {
  const { actions } = useConsole();
  return (
    <AuthCard title={t('Set up your second factor')} lead={t('Your site asks for one. It takes a minute, with any authenticator app.')}>
      <div class="enrol">
        <FactorSetup onDone={() => actions.retryStart()} />
      </div>
      <p class="auth-other">
        <button type="button" class="link-button" onClick={() => void actions.signOut()}>
          {t('Sign out')}
        </button>
      </p>
    </AuthCard>
  );
}
