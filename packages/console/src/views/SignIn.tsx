// Sign in. Unknown address and wrong password read alike (S133).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { AuthCard } from '../ui/AuthCard.js';
import { Field } from '../ui/Field.js';
import { answerWords } from '../state/answer-words.js';
import { useConsole } from './console-context.js';

export function SignIn({ ended }: { ended: boolean }): VNode {
  const { actions } = useConsole();
  const email = useSignal('');
  const password = useSignal('');
  const busy = useSignal(false);
  const problem = useSignal<string | null>(null);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (busy.value) return;
    busy.value = true;
    problem.value = null;
    const answer = await actions.signIn({ email: email.value, password: password.value });
    busy.value = false;
    if (!answer.ok) problem.value = answer.code === 'bad_request' ? 'E-mail or password is wrong.' : answerWords(answer.code);
  }

  return (
    <AuthCard
      title="Sign in"
      lead={
        ended ? 'Your session has ended. What you had not sent is kept on this device.' : 'Answer customers who already told their story.'
      }
    >
      <form onSubmit={(event) => void submit(event)}>
        <Field
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          value={email.value}
          onValue={(value) => (email.value = value)}
          autoFocus
        />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          value={password.value}
          onValue={(value) => (password.value = value)}
          error={problem.value}
        />
        <button type="submit" class="button button-primary button-wide" aria-disabled={busy.value}>
          Sign in
        </button>
      </form>
    </AuthCard>
  );
}
