// One colleague: role and department, a way back in for who lost theirs, and the end of it. An owner's account is an owner's to touch.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { PersonView } from '@throughline/types';
import type { Answer } from '../../state/answer.js';
import { answerWords } from '../../state/answer-words.js';
import { t } from '../../state/t.js';
import { Dialog } from '../../ui/Dialog.js';
import { TextField } from '../../ui/TextField.js';
import type { FreshLogin } from '../access/FreshLogin.js';
import { useConsole } from '../console-context.js';
import { CopyBlock } from './CopyBlock.js';
import { Select } from './fields.js';
import { useBusy } from './use-busy.js';
import { GIVEN_ROLES, roleHint, roleWords } from './role-words.js';
import type { GivenRole } from './role-words.js';

const DEPARTMENT_MAX_CHARS = 64;

export interface PersonDialogProps {
  person: PersonView;
  fresh: FreshLogin;
  onClose(): void;
}

export function PersonDialog({ person, fresh, onClose }: PersonDialogProps): VNode {
  const { actions, store } = useConsole();
  const session = store.session.value;
  const me = session.state === 'signed_in' ? session.session.agent : null;
  const isMe = me?.id === person.id;
  const isOwner = person.role === 'owner';
  const role = useSignal<GivenRole>(person.role === 'owner' ? 'admin' : person.role);
  const department = useSignal(person.department ?? '');
  const problem = useSignal<string | null>(null);
  const link = useSignal<string | null>(null);
  const passing = useSignal(false);
  const busy = useBusy();

  /** One at a time; closes when it is done. */
  const done = (ask: () => Promise<Answer<null>>, words: string): void => void busy.once(() => finish(ask, words));
  async function finish(ask: () => Promise<Answer<null>>, words: string): Promise<void> {
    const answer = await ask();
    if (answer.ok) {
      store.status.value = words;
      return onClose();
    }
    problem.value = answer.code === 'fresh_login_needed' ? null : answerWords(answer.code);
  }
  function save(event: Event): void {
    event.preventDefault();
    const named = department.value.trim() === '' ? null : department.value.trim();
    // Only what was changed here: what a colleague changed meanwhile stays.
    const change = {
      ...(isOwner || isMe || role.value === person.role ? {} : { role: role.value }),
      ...(named === person.department ? {} : { department: named }),
    };
    if (Object.keys(change).length === 0) return onClose();
    done(() => fresh.ask((account) => account.changeAgent(person.id, change)), t('Saved'));
  }
  async function passwordLink(): Promise<void> {
    const answer = await fresh.ask((account) => account.passwordLink(person.id));
    problem.value = answer.ok || answer.code === 'fresh_login_needed' ? null : answerWords(answer.code);
    if (answer.ok) link.value = answer.value.link;
  }

  return (
    <Dialog title={person.name} onClose={onClose}>
      <p class="dialog-lead">{person.email}</p>
      <form onSubmit={save}>
        {isOwner || isMe ? (
          <p>
            {roleWords(person.role)}. {roleHint(person.role)}
          </p>
        ) : (
          <Select
            label={t('Role')}
            hint={roleHint(role.value)}
            value={role.value}
            options={GIVEN_ROLES.map((one) => [one, roleWords(one)] as const)}
            onValue={(value) => (role.value = value)}
          />
        )}
        <TextField
          label={t('Department')}
          hint={t('What another department keeps to itself stays there. Empty: none.')}
          value={department}
          maxLength={DEPARTMENT_MAX_CHARS}
        />
        {problem.value !== null && (
          <p class="field-error" role="alert">
            {problem.value}
          </p>
        )}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t('Cancel')}
          </button>
          <button type="submit" class="button button-primary" aria-disabled={busy.on.value}>
            {t('Save')}
          </button>
        </div>
      </form>
      {!isMe && (!isOwner || me?.role === 'owner') && (
        <div class="danger-zone">
          {link.value !== null && <CopyBlock label={t('Link to a new password, good for a day')} text={link.value} />}
          <div class="account-row">
            {person.active && (
              <button type="button" class="button" aria-disabled={busy.on.value} onClick={() => void busy.once(passwordLink)}>
                {t('Link to a new password')}
              </button>
            )}
            {person.seenAt !== null && (
              <button
                type="button"
                class="button"
                onClick={() => done(() => actions.ask((account) => account.endSessions(person.id)), t('Signed out everywhere'))}
              >
                {t('Sign out everywhere')}
              </button>
            )}
            {person.secondFactor && (
              <button
                type="button"
                class="button"
                onClick={() => done(() => fresh.ask((account) => account.dropSecondFactor(person.id)), t('Second factor taken off'))}
              >
                {t('Take off the second factor')}
              </button>
            )}
            {!isOwner && (
              <button
                type="button"
                class="button"
                onClick={() =>
                  done(
                    () => fresh.ask((account) => account.changeAgent(person.id, { active: !person.active })),
                    person.active ? t('Deactivated') : t('Active again'),
                  )
                }
              >
                {person.active ? t('Deactivate') : t('Activate again')}
              </button>
            )}
            {me?.role === 'owner' && !isOwner && person.active && (
              <button type="button" class="button" onClick={() => (passing.value = !passing.value)} aria-expanded={passing.value}>
                {t('Make an owner…')}
              </button>
            )}
          </div>
          {passing.value && (
            <div class="account-row">
              <button
                type="button"
                class="button"
                onClick={() => done(() => fresh.ask((account) => account.passOwnership(person.id, true)), t('There is one more owner'))}
              >
                {t('Owner beside me')}
              </button>
              <button
                type="button"
                class="button"
                onClick={() => done(() => fresh.ask((account) => account.passOwnership(person.id, false)), t('Ownership passed on'))}
              >
                {t('Owner in my place; I become an admin')}
              </button>
            </div>
          )}
        </div>
      )}
    </Dialog>
  );
}
