// Teams: who is in them, how waiting conversations reach their people, when they are open and who takes over (K55, K57, K59).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { SettingsObject, TeamDoc } from '@throughline/types';
import { mayAdminister } from '../../state/roles.js';
import { teamFlaws } from '../../state/settings-flaws.js';
import { listed, t, tn } from '../../state/t.js';
import { useConsole } from '../console-context.js';
import { useAsked } from '../use-asked.js';
import { CheckList, NumberInput, WordsInput } from './controls.js';
import { EditorFrame } from './EditorFrame.js';
import { Choice, Select, TextInput, Toggle } from './fields.js';
import { flawOf } from './flaw-of.js';
import { ObjectsPage } from './ObjectsPage.js';
import { ProfileDialog } from './ProfileDialog.js';
import { useColleagues } from './use-colleagues.js';
import { useEditor } from './use-editor.js';
import type { Kept } from './use-editor.js';
import { useObjects } from './use-objects.js';
import type { Objects } from './use-objects.js';
import { WeekEditor } from './WeekEditor.js';

type Mode = TeamDoc['mode'];
const modes = (): readonly (readonly [Mode, string])[] => [
  ['manual', t('Picked by hand')],
  ['round_robin', t('Each in turn')],
  ['least_busy', t('Who has most room')],
];
const modeWords = (mode: Mode): string => modes().find(([one]) => one === mode)?.[1] ?? mode;

const EMPTY: TeamDoc = {
  name: '',
  department: null,
  members: [],
  mode: 'least_busy',
  lastAgentFirst: true,
  skills: [],
  matchLanguage: true,
  hours: null,
  slaPolicyId: null,
  overflow: null,
};
const OVERFLOW_MINUTES = 15;
const kept: Kept<'team'> = new Map();

export function TeamsPage({ item }: { item: string | null }): VNode {
  const objects = useObjects('team');
  const { me } = useColleagues();
  const admin = me !== null && mayAdminister(me.role);
  return (
    <ObjectsPage
      section="teams"
      item={item}
      objects={objects}
      kept={kept}
      title={t('Teams')}
      lead={t('A team shares one waiting line. Leads look after their own teams.')}
      addWords={admin ? t('New team') : null}
      emptyTitle={t('No teams yet')}
      emptyWords={t(
        'Without teams, everybody sees every waiting conversation. Make one as soon as somebody should answer only some of them.',
      )}
      order={(one, other) => one.doc.name.localeCompare(other.doc.name)}
      row={({ doc }) => ({
        name: <bdi>{doc.name}</bdi>,
        sub: [
          tn(doc.members.length, '{n} member', '{n} members'),
          modeWords(doc.mode),
          ...(doc.skills.length > 0 ? [t('needs {skills}', { skills: listed(doc.skills) })] : []),
        ].join(' · '),
      })}
      editor={(team) => <TeamEditor key={team?.id ?? 'new'} team={team} objects={objects} admin={admin} />}
    />
  );
}

interface TeamEditorProps {
  team: SettingsObject<'team'> | null;
  objects: Objects<'team'>;
  admin: boolean;
}

function TeamEditor({ team, objects, admin }: TeamEditorProps): VNode {
  const { actions } = useConsole();
  const { me, agents } = useColleagues();
  const editor = useEditor(kept, { kind: 'team', empty: EMPTY, flawsOf: teamFlaws }, team);
  const doc = editor.doc.value;
  const settings = useAsked('departments', () => actions.ask((api) => api.siteSettings()));
  const policies = useAsked('policies', () => actions.ask((api) => api.settings((desk) => desk.list('sla_policy'))));
  const profileOf = useSignal<string | null>(null);
  const others = objects.items.value.filter(({ id }) => id !== team?.id);
  const departments = settings.value.value?.departments ?? [];
  const lead = me?.role === 'lead' && doc.members.includes(me.id);
  const shown = agents.find(({ id }) => id === profileOf.value);
  return (
    <>
      <EditorFrame
        editor={editor}
        section="teams"
        listWords={t('Teams')}
        title={team === null ? t('New team') : team.doc.name}
        effect={t('Waiting conversations follow at once; assigned ones stay where they are.')}
        removal={admin ? t('Its waiting conversations become everybody’s.') : null}
      >
        <TextInput
          label={t('Name')}
          hint={t('Customers read it while they wait.')}
          value={doc.name}
          maxLength={80}
          flaw={flawOf(editor, 'name')}
          onValue={(name) => editor.edit({ name })}
          onLeave={() => editor.touch('name')}
        />
        {departments.length > 0 && (
          <Select
            label={t('Department')}
            value={doc.department ?? ''}
            options={[['', t('None')], ...departments.map(({ id, name }) => [id, name] as const)]}
            onValue={(department) => editor.edit({ department: department === '' ? null : department })}
          />
        )}
        <CheckList
          label={t('Members')}
          options={agents.filter(({ role }) => role !== 'analyst').map(({ id, name }) => [id, name] as const)}
          value={doc.members}
          onValue={(members) => editor.edit({ members })}
          aside={(id) =>
            (admin || lead) && (
              <button type="button" class="link-button" onClick={() => (profileOf.value = id)}>
                {t('Skills')}
                <span class="visually-hidden"> {agents.find((agent) => agent.id === id)?.name}</span>
              </button>
            )
          }
        />
        <section class="set-part">
          <h2>{t('Who gets the next conversation')}</h2>
          <Choice label={t('Way of assigning')} value={doc.mode} options={modes()} onValue={(mode) => editor.edit({ mode })} />
          <Toggle
            label={t('Whoever helped them last comes first')}
            hint={t('If that person is online and has room.')}
            on={doc.lastAgentFirst}
            onChange={(lastAgentFirst) => editor.edit({ lastAgentFirst })}
          />
          <Toggle
            label={t('Speakers of the customer’s language come first')}
            on={doc.matchLanguage}
            onChange={(matchLanguage) => editor.edit({ matchLanguage })}
          />
          <WordsInput
            label={t('Needed skills')}
            hint={t('Only members with all of them are given conversations. Commas between them.')}
            value={doc.skills}
            flaw={flawOf(editor, 'skills')}
            onValue={(skills) => editor.edit({ skills })}
            onLeave={() => editor.touch('skills')}
          />
        </section>
        <section class="set-part">
          <h2>{t('When it is open, and by when it answers')}</h2>
          <WeekEditor
            hours={doc.hours}
            inherited={t('As the site')}
            own={t('Own hours')}
            flaw={flawOf(editor, 'hours')}
            onHours={(hours) => editor.edit({ hours })}
            onLeave={() => editor.touch('hours')}
          />
          <Select
            label={t('Service level')}
            value={doc.slaPolicyId ?? ''}
            options={[['', t('The first that fits')], ...(policies.value.value ?? []).map(({ id, doc: { name } }) => [id, name] as const)]}
            onValue={(id) => editor.edit({ slaPolicyId: id === '' ? null : id })}
          />
        </section>
        {others.length > 0 && (
          <section class="set-part">
            <h2>{t('Overflow')}</h2>
            <Select
              label={t('When nobody is there, hand over to')}
              value={doc.overflow?.teamId ?? ''}
              options={[['', t('Nobody: it waits')], ...others.map(({ id, doc: { name } }) => [id, name] as const)]}
              onValue={(teamId) =>
                editor.edit({ overflow: teamId === '' ? null : { teamId, afterMinutes: doc.overflow?.afterMinutes ?? OVERFLOW_MINUTES } })
              }
            />
            {doc.overflow !== null && (
              <NumberInput
                label={t('Also after waiting, in minutes')}
                min={1}
                value={doc.overflow.afterMinutes}
                flaw={flawOf(editor, 'overflow')}
                onValue={(minutes) => doc.overflow !== null && editor.edit({ overflow: { ...doc.overflow, afterMinutes: minutes ?? 0 } })}
                onLeave={() => editor.touch('overflow')}
              />
            )}
          </section>
        )}
      </EditorFrame>
      {shown !== undefined && <ProfileDialog agent={shown} onClose={() => (profileOf.value = null)} />}
    </>
  );
}
