// Sign in. Unknown address and wrong password read alike (S133).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { AuthCard } from '../ui/AuthCard.js';
import { Field } from '../ui/Field.js';
import { answerWords } from '../state/answer-words.js';
import { lazyView } from '../ui/lazy-view.js';
import { useConsole } from './console-context.js';
import { t } from '../state/t.js';

const access = () => import('./access/access-views.js');
const step = lazyView(async () => (await access()).SecondFactorStep);
/** The identity provider, and what it said of the last try. */
const more = lazyView(async () => (await access()).SignInMore);

/** The identity provider's page comes back with a challenge in the fragment when a second factor is asked for. */
const second = (fragment: string): string => new URLSearchParams(fragment).get('second_factor') ?? '';

export function SignIn({ ended }: { ended: boolean }): VNode {
  const { actions, setupToken } = useConsole();
  const email = useSignal('');
  const password = useSignal('');
  const busy = useSignal(false);
  const problem = useSignal<string | null>(null);
  /** What the second factor is sent with, once it is asked for. */
  const challenge = useSignal(second(setupToken));
  const again = (): void => {
    challenge.value = '';
    password.value = '';
  };

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (busy.value) return;
    busy.value = true;
    problem.value = null;
    const answer = await actions.signIn({ email: email.value, password: password.value });
    busy.value = false;
    if (answer.ok) return;
    if (answer.challenge !== undefined) challenge.value = answer.challenge;
    else problem.value = answer.code === 'bad_request' ? t('E-mail or password is wrong.') : answerWords(answer.code);
  }

  if (challenge.value !== '') return <step.View challenge={challenge.value} onAgain={again} />;
  return (
    <AuthCard
      title={t('Sign in')}
      lead={
        ended
          ? t('Your session has ended. What you had not sent is kept on this device.')
          : t('Answer customers who already told their story.')
      }
    >
      <form onSubmit={(event) => void submit(event)}>
        <Field
          label={t('E-mail')}
          name="email"
          type="email"
          autoComplete="username"
          value={email.value}
          onValue={(value) => (email.value = value)}
          autoFocus
        />
        <Field
          label={t('Password')}
          name="password"
          type="password"
          autoComplete="current-password"
          value={password.value}
          onValue={(value) => (password.value = value)}
          error={problem.value}
        />
        <button type="submit" class="button button-primary button-wide" aria-disabled={busy.value}>
          {t('Sign in')}
        </button>
      </form>
      <more.View />
    </AuthCard>
  );
}
