// One's own account: profile, password, second factor, devices (S21, S22, S25).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { limits } from '@throughline/types';
import { answerWords } from '../../state/answer-words.js';
import { t } from '../../state/t.js';
import { Field } from '../../ui/Field.js';
import { useStyle } from '../../ui/use-style.js';
import { useConsole } from '../console-context.js';
import { ACCOUNT_STYLE } from './account-style.js';
import { DevicesPart } from './DevicesPart.js';
import { SecondFactorPart } from './SecondFactorPart.js';
import { useBusy } from './use-busy.js';
import { useUnsaved } from './use-unsaved.js';
import type { Unsaved } from './use-unsaved.js';

const names = new Map<string, Unsaved<string>>();

export function AccountPage(): VNode | null {
  const { store } = useConsole();
  useStyle(ACCOUNT_STYLE);
  const session = store.session.value;
  if (session.state !== 'signed_in') return null;
  return (
    <>
      <header class="pane-head page-head">
        <h1>{t('Your account')}</h1>
        <span class="section-aside">{session.session.agent.email}</span>
      </header>
      <div class="page-body">
        <div class="account">
          <ProfilePart name={session.session.agent.name} />
          <PasswordPart />
          <SecondFactorPart />
          <DevicesPart />
        </div>
      </div>
    </>
  );
}

function ProfilePart({ name }: { name: string }): VNode {
  const { actions, store } = useConsole();
  const draft = useUnsaved(names, 'own name', name);
  const problem = useSignal<string | null>(null);
  const busy = useBusy();
  const typed = draft.value.value;
  const same = typed.trim() === '' || typed.trim() === name;
  async function save(): Promise<void> {
    if (same) return;
    const answer = await actions.enter((account) => account.rename(typed.trim()));
    problem.value = answer.ok ? null : answerWords(answer.code);
    if (!answer.ok) return;
    if (draft.value.value === typed) draft.saved(typed.trim());
    store.status.value = t('Name saved');
  }
  return (
    <section class="account-part" aria-labelledby="account-profile">
      <h2 id="account-profile">{t('Profile')}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void busy.once(save);
        }}
      >
        <Field
          label={t('Name')}
          name="name"
          type="text"
          autoComplete="name"
          value={typed}
          onValue={draft.set}
          hint={t('Customers see it when you answer.')}
          maxLength={limits.NAME_MAX_CHARS}
          error={problem.value}
        />
        <button type="submit" class="button" aria-disabled={same || busy.on.value}>
          {t('Save name')}
        </button>
      </form>
    </section>
  );
}

function PasswordPart(): VNode {
  const { actions, store } = useConsole();
  const old = useSignal('');
  const password = useSignal('');
  const problem = useSignal<{ at: 'old' | 'new'; words: string } | null>(null);
  const busy = useBusy();
  async function save(): Promise<void> {
    problem.value = null;
    const answer = await actions.ask((account) => account.changePassword({ old: old.value, password: password.value }));
    if (answer.ok) {
      old.value = '';
      password.value = '';
      store.status.value = t('Password changed. You are signed out everywhere else.');
    } else if (answer.code === 'wrong_credentials') problem.value = { at: 'old', words: t('This is not your password.') };
    else problem.value = { at: 'new', words: answerWords(answer.code) };
  }
  return (
    <section class="account-part" aria-labelledby="account-password">
      <h2 id="account-password">{t('Password')}</h2>
      <p>{t('A new one signs you out everywhere else.')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void busy.once(save);
        }}
      >
        <Field
          label={t('Present password')}
          name="old"
          type="password"
          autoComplete="current-password"
          value={old.value}
          onValue={(value) => (old.value = value)}
          error={problem.value?.at === 'old' ? problem.value.words : null}
        />
        <Field
          label={t('New password')}
          name="new"
          type="password"
          autoComplete="new-password"
          value={password.value}
          onValue={(value) => (password.value = value)}
          minLength={limits.PASSWORD_MIN_CHARS}
          maxLength={limits.PASSWORD_MAX_CHARS}
          hint={t('At least {n} characters. A few words are easier than symbols.', { n: limits.PASSWORD_MIN_CHARS })}
          error={problem.value?.at === 'new' ? problem.value.words : null}
        />
        <button type="submit" class="button" aria-disabled={busy.on.value}>
          {t('Change password')}
        </button>
      </form>
    </section>
  );
}
