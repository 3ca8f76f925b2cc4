// The second step of a sign-in: a code of the authenticator app, or a recovery code (S25).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { answerWords } from '../../state/answer-words.js';
import { t } from '../../state/t.js';
import { AuthCard } from '../../ui/AuthCard.js';
import { Field } from '../../ui/Field.js';
import { useConsole } from '../console-context.js';

export interface SecondFactorStepProps {
  challenge: string;
  /** Back to the password: the challenge is over, or the person wants another account. */
  onAgain(): void;
}

export function SecondFactorStep({ challenge, onAgain }: SecondFactorStepProps): VNode {
  const { actions } = useConsole();
  const code = useSignal('');
  const recovery = useSignal(false);
  const busy = useSignal(false);
  const problem = useSignal<string | null>(null);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (busy.value) return;
    busy.value = true;
    problem.value = null;
    const answer = await actions.enter((account) => account.finishSignIn({ challenge, code: code.value }));
    busy.value = false;
    if (answer.ok) return;
    problem.value = answer.code === 'token_expired' ? t('This took too long or too many tries. Sign in again.') : answerWords(answer.code);
    code.value = '';
  }
  const other = (): void => {
    recovery.value = !recovery.value;
    code.value = '';
    problem.value = null;
  };

  return (
    <AuthCard
      title={t('Second factor')}
      lead={recovery.value ? t('One of the codes you kept when you set it up.') : t('Open your authenticator app for the code.')}
    >
      <form onSubmit={(event) => void submit(event)}>
        <Field
          key={recovery.value ? 'recovery' : 'app'}
          label={recovery.value ? t('Recovery code') : t('Six-digit code')}
          name="code"
          type="text"
          autoComplete="one-time-code"
          value={code.value}
          onValue={(value) => (code.value = value)}
          error={problem.value}
          autoFocus
        />
        <button type="submit" class="button button-primary button-wide" aria-disabled={busy.value}>
          {t('Continue')}
        </button>
        <p class="auth-other">
          <button type="button" class="link-button" onClick={other}>
            {recovery.value ? t('Use the app instead') : t('Use a recovery code')}
          </button>{' '}
          <button type="button" class="link-button" onClick={onAgain}>
            {t('Sign in again')}
          </button>
        </p>
      </form>
    </AuthCard>
  );
}
