// Inviting a colleague: e-mail, role, teams, department. The link is shown once, to be copied; the relay keeps only its hash.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { answerWords } from '../../state/answer-words.js';
import { t } from '../../state/t.js';
import { Dialog } from '../../ui/Dialog.js';
import { Field } from '../../ui/Field.js';
import { TextField } from '../../ui/TextField.js';
import { useFreshLogin } from '../access/FreshLogin.js';
import { useConsole } from '../console-context.js';
import { CopyBlock } from './CopyBlock.js';
import { Select } from './fields.js';
import { FormDialog } from './FormDialog.js';
import { GIVEN_ROLES, roleHint, roleWords } from './role-words.js';
import type { GivenRole } from './role-words.js';

const DEPARTMENT_MAX_CHARS = 64;

export function LinkShown({ email, link, onClose }: { email: string; link: string; onClose(): void }): VNode {
  return (
    <Dialog title={t('Send this link')} onClose={onClose}>
      <p class="dialog-lead">{t('It lets {email} in, once. It is not shown again.', { email })}</p>
      <CopyBlock label={t('Link')} text={link} />
      <div class="dialog-foot">
        <button type="button" class="button button-primary" onClick={onClose}>
          {t('Done')}
        </button>
      </div>
    </Dialog>
  );
}

export function InviteDialog({ onClose }: { onClose(): void }): VNode {
  const { store } = useConsole();
  const fresh = useFreshLogin();
  const session = store.session.value;
  const teams = session.state === 'signed_in' ? session.session.teams : [];
  const email = useSignal('');
  const role = useSignal<GivenRole>('agent');
  const department = useSignal('');
  const chosen = useSignal<readonly string[]>([]);
  const link = useSignal<string | null>(null);
  const problem = useSignal<string | null>(null);

  async function submit(): Promise<void> {
    const named = department.value.trim();
    const wanted = { email: email.value, role: role.value, department: named === '' ? null : named, teams: [...chosen.value] };
    const answer = await fresh.ask((account) => account.invite(wanted));
    if (answer.ok) link.value = answer.value.link;
    else if (answer.code !== 'fresh_login_needed')
      problem.value =
        answer.code === 'conflict'
          ? t('This address has an account already.')
          : answer.code === 'bad_request'
            ? t('Please check the e-mail address.')
            : answerWords(answer.code);
  }

  if (link.value !== null) return <LinkShown email={email.value} link={link.value} onClose={onClose} />;
  return (
    <>
      <FormDialog title={t('Invite a colleague')} deed={t('Make the link')} problem={null} onClose={onClose} onSubmit={submit}>
        <Field
          label={t('E-mail')}
          name="invite-email"
          type="email"
          autoComplete="off"
          value={email.value}
          onValue={(value) => (email.value = value)}
          error={problem.value}
          autoFocus
        />
        <Select
          label={t('Role')}
          hint={roleHint(role.value)}
          value={role.value}
          options={GIVEN_ROLES.map((one) => [one, roleWords(one)] as const)}
          onValue={(value) => (role.value = value)}
        />
        <TextField
          label={t('Department')}
          hint={t('What another department keeps to itself stays there. Empty: none.')}
          value={department}
          maxLength={DEPARTMENT_MAX_CHARS}
        />
        {teams.length > 0 && (
          <fieldset class="checks">
            <legend>{t('Teams')}</legend>
            {teams.map(({ id, name }) => (
              <label key={id}>
                <input
                  type="checkbox"
                  checked={chosen.value.includes(id)}
                  onChange={() =>
                    (chosen.value = chosen.value.includes(id) ? chosen.value.filter((one) => one !== id) : [...chosen.value, id])
                  }
                />
                <bdi>{name}</bdi>
              </label>
            ))}
          </fieldset>
        )}
      </FormDialog>
      {fresh.dialog}
    </>
  );
}
