// Who works here (§17): role, teams, department, second factor, invitations. For owners and admins.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { InvitationView, PersonView, SiteSettings } from '@throughline/types';
import { answerWords } from '../../state/answer-words.js';
import { mayAdminister } from '../../state/roles.js';
import { spoken, t } from '../../state/t.js';
import { useStyle } from '../../ui/use-style.js';
import { useFreshLogin } from '../access/FreshLogin.js';
import { useConsole } from '../console-context.js';
import { useAsked } from '../use-asked.js';
import { AskedView, useAskedFor } from './Asked.js';
import { ACCOUNT_STYLE } from './account-style.js';
import { Select } from './fields.js';
import { InviteDialog, LinkShown } from './InviteDialog.js';
import { PersonDialog } from './PersonDialog.js';
import { PlainSaveBar } from './PlainSaveBar.js';
import { roleWords } from './role-words.js';
import { SETTINGS_STYLE } from './settings-style.js';
import { useBusy } from './use-busy.js';
import { useSave } from './use-save.js';
import { useUnsaved } from './use-unsaved.js';
import type { Unsaved } from './use-unsaved.js';

const day = (ms: number): string => new Intl.DateTimeFormat(spoken(), { dateStyle: 'medium' }).format(ms);
const FIND_FROM = 8; // fewer are seen at a glance

export function PeoplePage(): VNode {
  const { store } = useConsole();
  useStyle(SETTINGS_STYLE);
  useStyle(ACCOUNT_STYLE);
  const session = store.session.value;
  const allowed = session.state === 'signed_in' && mayAdminister(session.session.agent.role);
  return (
    <>
      <header class="pane-head page-head">
        <h1>{t('People')}</h1>
        <span class="section-aside">{t('Who answers here, and what they may do')}</span>
      </header>
      {allowed ? (
        <People />
      ) : (
        <div class="thread-empty">
          <h2>{t('People are for admins')}</h2>
          <p>{t('An owner or admin of your site can invite colleagues, or make you an admin.')}</p>
        </div>
      )}
    </>
  );
}

function People(): VNode {
  const { actions, store } = useConsole();
  const fresh = useFreshLogin();
  const round = useSignal(0);
  const people = useAsked(`people ${round.value}`, () => actions.ask((account) => account.people()));
  const invitations = useAsked(`invitations ${round.value}`, () => actions.ask((account) => account.invitations()));
  const find = useSignal('');
  const inviting = useSignal(false);
  const shown = useSignal<string | null>(null);
  const again = (): void => void (round.value += 1);

  const all = people.value.value;
  const wanted = find.value.trim().toLowerCase();
  const some = (all ?? []).filter(({ name, email }) => `${name} ${email}`.toLowerCase().includes(wanted));
  const person = all?.find(({ id }) => id === shown.value) ?? null;
  return (
    <div class="page-body">
      <div class="account">
        {fresh.dialog}
        {inviting.value && (
          <InviteDialog
            onClose={() => {
              inviting.value = false;
              again();
            }}
          />
        )}
        {person !== null && (
          <PersonDialog
            key={person.id}
            person={person}
            fresh={fresh}
            onClose={() => {
              shown.value = null;
              again();
            }}
          />
        )}
        <section class="account-part" aria-labelledby="people-all">
          <div class="people-head">
            <h2 id="people-all">{t('Colleagues')}</h2>
            {(all?.length ?? 0) >= FIND_FROM && (
              <input
                type="search"
                class="people-find"
                aria-label={t('Find a colleague')}
                placeholder={t('Name or e-mail')}
                value={find.value}
                onInput={(event) => (find.value = event.currentTarget.value)}
              />
            )}
            <button type="button" class="button button-primary" onClick={() => (inviting.value = true)}>
              {t('Invite')}
            </button>
          </div>
          {people.problem.value !== null && (
            <p class="field-error" role="alert">
              {people.problem.value}
            </p>
          )}
          {all === null && people.problem.value === null && <p class="list-note late">{t('Loading…')}</p>}
          {all !== null && some.length === 0 && <p class="list-note">{t('Nobody is called that.')}</p>}
          {some.length > 0 && (
            <ul class="rows" aria-label={t('Colleagues')}>
              {some.map((one) => (
                <li key={one.id}>
                  <PersonRow person={one} teams={teamNames(store.session.value, one.teams)} onOpen={() => (shown.value = one.id)} />
                </li>
              ))}
            </ul>
          )}
        </section>
        <Invitations all={invitations.value.value ?? []} unread={invitations.problem.value} onChanged={again} />
        <Requirement />
      </div>
    </div>
  );
}

type SessionNow = ReturnType<typeof useConsole>['store']['session']['value'];
const teamNames = (session: SessionNow, ids: readonly string[]): string[] =>
  session.state === 'signed_in' ? session.session.teams.filter(({ id }) => ids.includes(id)).map(({ name }) => name) : [];

function PersonRow({ person, teams, onOpen }: { person: PersonView; teams: string[]; onOpen(): void }): VNode {
  const about = [person.email, ...(person.department === null ? [] : [person.department]), ...teams];
  return (
    <button type="button" class={`person${person.active ? '' : ' is-away'}`} onClick={onOpen}>
      <span>
        <span class="row-name">
          <bdi>{person.name}</bdi>
        </span>
        <br />
        <span class="row-sub">{about.join(' · ')}</span>
      </span>
      <span class="row-marks">
        {!person.active && <span class="state-mark is-off">{t('Deactivated')}</span>}
        {person.active && !person.secondFactor && <span class="state-mark">{t('No second factor')}</span>}
        {person.secondFactor && <span class="state-mark is-on">{t('Second factor')}</span>}
        <span class="state-mark">{roleWords(person.role)}</span>
      </span>
    </button>
  );
}

interface InvitationsProps {
  all: readonly InvitationView[];
  /** Why they could not be read, in words. */
  unread: string | null;
  onChanged(): void;
}

function Invitations({ all, unread, onChanged }: InvitationsProps): VNode | null {
  const { actions, store } = useConsole();
  const fresh = useFreshLogin();
  const link = useSignal<{ email: string; link: string } | null>(null);
  const problem = useSignal<string | null>(null);
  const busy = useBusy();
  async function renew({ id, email }: InvitationView): Promise<void> {
    const answer = await fresh.ask((account) => account.renewInvitation(id));
    problem.value = answer.ok || answer.code === 'fresh_login_needed' ? null : answerWords(answer.code);
    if (answer.ok) link.value = { email, link: answer.value.link };
    onChanged();
  }
  async function revoke({ id }: InvitationView): Promise<void> {
    const answer = await actions.ask((account) => account.revokeInvitation(id));
    problem.value = answer.ok ? null : answerWords(answer.code);
    if (answer.ok) store.status.value = t('Invitation taken back');
    onChanged();
  }
  if (all.length === 0 && unread === null) return null;
  return (
    <section class="account-part" aria-labelledby="people-invited">
      <h2 id="people-invited">{t('Invited')}</h2>
      {fresh.dialog}
      {link.value !== null && <LinkShown {...link.value} onClose={() => (link.value = null)} />}
      {(problem.value ?? unread) !== null && (
        <p class="field-error" role="alert">
          {problem.value ?? unread}
        </p>
      )}
      <ul class="rows" aria-label={t('Invitations')}>
        {all.map((one) => (
          <li key={one.id}>
            <div>
              <p class="row-name">{one.email}</p>
              <p class="row-sub">
                {roleWords(one.role)} ·{' '}
                {one.expiresAt < store.now.value ? t('expired') : t('link good until {day}', { day: day(one.expiresAt) })}
              </p>
            </div>
            <div class="row-marks">
              <button
                type="button"
                class="button button-small"
                aria-disabled={busy.on.value}
                onClick={() => void busy.once(() => renew(one))}
              >
                {t('New link')}
                <span class="visually-hidden"> {one.email}</span>
              </button>
              <button
                type="button"
                class="button button-small"
                aria-disabled={busy.on.value}
                onClick={() => void busy.once(() => revoke(one))}
              >
                {t('Take back')}
                <span class="visually-hidden"> {one.email}</span>
              </button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

type Factor = SiteSettings['secondFactor'];
const kept = new Map<string, Unsaved<Factor>>();

/** Of whom the site asks a second factor. */
function Requirement(): VNode {
  const { actions } = useConsole();
  const asked = useAskedFor(() => actions.ask((context) => context.siteSettings()));
  return (
    <section class="account-part" aria-labelledby="people-factor">
      <h2 id="people-factor">{t('Second factor')}</h2>
      <AskedView asked={asked}>{(settings) => <FactorForm saved={settings.secondFactor} again={asked.again} />}</AskedView>
    </section>
  );
}

function FactorForm({ saved, again }: { saved: Factor; again(): Promise<void> }): VNode {
  const { actions } = useConsole();
  const draft = useUnsaved(kept, 'second factor', saved);
  const save = useSave(draft, async (wanted, was) => {
    const answer = await actions.ask((context) =>
      context.changeSiteSettings({ secondFactor: wanted, ...(was === null ? {} : { was: { secondFactor: was } }) }),
    );
    return answer.ok ? { ok: true, value: answer.value.secondFactor } : answer;
  });
  return (
    <form
      aria-label={t('Second factor')}
      onSubmit={(event) => {
        event.preventDefault();
        void save.run().then((done) => (done ? again() : undefined));
      }}
    >
      <Select
        label={t('Asked of')}
        hint={t('Who has none sets it up at the next step they take, and can do nothing else before.')}
        value={draft.value.value}
        options={[
          ['optional', t('Whoever turned it on')],
          ['admins', t('Owners and admins')],
          ['all', t('Everybody')],
        ]}
        onValue={draft.set}
      />
      <PlainSaveBar
        draft={draft}
        save={save}
        again={again}
        effect={t('Whoever it concerns and who has none is asked for it at their next step.')}
      />
    </form>
  );
}
