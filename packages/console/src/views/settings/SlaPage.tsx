// Service levels: by when somebody answers, for whom, counted in which hours, and what happens when it gets tight (K70).
import type { VNode } from 'preact';
import type { Channel, Priority, SettingsObject, SlaPolicyDoc } from '@throughline/types';
import { slaFlaws } from '../../state/settings-flaws.js';
import { t } from '../../state/t.js';
import { CHANNELS, channelWords } from '../../state/words.js';
import { Chip } from '../../ui/marks.js';
import { PRIORITIES, priorityWords } from '../deeds/priority-words.js';
import { CheckList, WordsInput } from './controls.js';
import { EditorFrame } from './EditorFrame.js';
import { Choice, Select, TextInput, Toggle } from './fields.js';
import { flawOf } from './flaw-of.js';
import { MinutesInput, spanWords } from './MinutesInput.js';
import { ObjectsPage } from './ObjectsPage.js';
import { useColleagues } from './use-colleagues.js';
import { useEditor } from './use-editor.js';
import type { Kept } from './use-editor.js';
import { useObjects } from './use-objects.js';

const kept: Kept<'sla_policy'> = new Map();
const EMPTY: SlaPolicyDoc = {
  name: '',
  active: true,
  position: 100,
  applies: { teamIds: [], priorities: [], channels: [], tiers: [] },
  targets: { firstResponse: 15, nextResponse: null, resolution: null },
  time: 'business',
  pauseWhileWaiting: true,
  escalate: { notify: true, raisePriority: false, reassignTeamId: null },
};

function summary({ targets, time }: SlaPolicyDoc): string {
  const parts = [
    ...(targets.firstResponse === null ? [] : [t('first answer in {time}', { time: spanWords(targets.firstResponse) })]),
    ...(targets.nextResponse === null ? [] : [t('each later one in {time}', { time: spanWords(targets.nextResponse) })]),
    ...(targets.resolution === null ? [] : [t('closed in {time}', { time: spanWords(targets.resolution) })]),
  ];
  return `${parts.join(' · ')} · ${time === 'business' ? t('opening hours') : t('around the clock')}`;
}

export function SlaPage({ item }: { item: string | null }): VNode {
  const objects = useObjects('sla_policy');
  return (
    <ObjectsPage
      section="sla"
      item={item}
      objects={objects}
      kept={kept}
      title={t('Service levels')}
      lead={t('The first one that fits holds for a conversation, unless its team names one. Agents see the time left beside it.')}
      addWords={t('New service level')}
      emptyTitle={t('No service levels yet')}
      emptyWords={t('Say by when somebody answers. Conversations that get tight stand out, and can tell a lead or move to another team.')}
      order={(one, other) => one.doc.position - other.doc.position || one.doc.name.localeCompare(other.doc.name)}
      row={({ doc }) => ({
        name: (
          <>
            <bdi>{doc.name}</bdi>
            {!doc.active && <Chip tone="plain">{t('Off')}</Chip>}
          </>
        ),
        sub: summary(doc),
      })}
      editor={(policy) => <PolicyEditor key={policy?.id ?? 'new'} policy={policy} />}
    />
  );
}

function PolicyEditor({ policy }: { policy: SettingsObject<'sla_policy'> | null }): VNode {
  const { teams } = useColleagues();
  const editor = useEditor(kept, { kind: 'sla_policy', empty: EMPTY, flawsOf: slaFlaws }, policy);
  const doc = editor.doc.value;
  const target = (change: Partial<SlaPolicyDoc['targets']>): void => editor.edit({ targets: { ...doc.targets, ...change } });
  const applies = (change: Partial<SlaPolicyDoc['applies']>): void => editor.edit({ applies: { ...doc.applies, ...change } });
  const escalate = (change: Partial<SlaPolicyDoc['escalate']>): void => editor.edit({ escalate: { ...doc.escalate, ...change } });
  const flaw = flawOf(editor, 'targets');
  return (
    <EditorFrame
      editor={editor}
      section="sla"
      listWords={t('Service levels')}
      title={policy === null ? t('New service level') : policy.doc.name}
      effect={t('Open conversations are counted anew from when they began to wait.')}
      removal={t('Conversations it holds for follow the next one that fits.')}
    >
      <TextInput
        label={t('Name')}
        value={doc.name}
        maxLength={80}
        flaw={flawOf(editor, 'name')}
        onValue={(name) => editor.edit({ name })}
        onLeave={() => editor.touch('name')}
      />
      <Toggle label={t('On')} on={doc.active} onChange={(active) => editor.edit({ active })} />
      <section class="set-part">
        <h2>{t('Targets')}</h2>
        <MinutesInput
          label={t('First answer by a person')}
          minutes={doc.targets.firstResponse}
          onMinutes={(firstResponse) => target({ firstResponse })}
        />
        <MinutesInput
          label={t('Each later answer')}
          minutes={doc.targets.nextResponse}
          onMinutes={(nextResponse) => target({ nextResponse })}
        />
        <MinutesInput label={t('Closed')} minutes={doc.targets.resolution} onMinutes={(resolution) => target({ resolution })} />
        {flaw !== null && (
          <p class="field-error" role="alert">
            {flaw}
          </p>
        )}
        <Choice
          label={t('Counted')}
          value={doc.time}
          options={[
            ['business', t('In opening hours')],
            ['calendar', t('Around the clock')],
          ]}
          onValue={(time) => editor.edit({ time })}
        />
        <Toggle
          label={t('Pause while the customer is to answer')}
          on={doc.pauseWhileWaiting}
          onChange={(pauseWhileWaiting) => editor.edit({ pauseWhileWaiting })}
        />
      </section>
      <section class="set-part">
        <h2>{t('Holds for')}</h2>
        <p>{t('Nothing chosen means all of them.')}</p>
        {teams.length > 0 && (
          <CheckList
            label={t('Teams')}
            options={teams.map(({ id, name }) => [id, name] as const)}
            value={doc.applies.teamIds}
            onValue={(teamIds) => applies({ teamIds })}
          />
        )}
        <CheckList<Priority>
          label={t('Priorities')}
          options={PRIORITIES.map((priority) => [priority, priorityWords(priority)] as const)}
          value={doc.applies.priorities}
          onValue={(priorities) => applies({ priorities })}
        />
        <CheckList<Channel>
          label={t('Channels')}
          options={CHANNELS.map((channel) => [channel, channelWords(channel)] as const)}
          value={doc.applies.channels}
          onValue={(channels) => applies({ channels })}
        />
        <WordsInput
          label={t('Plans or tiers')}
          hint={t('Such as gold, business.')}
          value={doc.applies.tiers}
          onValue={(tiers) => applies({ tiers })}
        />
      </section>
      <section class="set-part">
        <h2>{t('When it gets tight')}</h2>
        <p>{t('At three quarters of the time, and again when it is missed.')}</p>
        <Toggle label={t('Tell the agent and the leads')} on={doc.escalate.notify} onChange={(notify) => escalate({ notify })} />
        <Toggle label={t('Raise the priority')} on={doc.escalate.raisePriority} onChange={(raisePriority) => escalate({ raisePriority })} />
        <Select
          label={t('Hand over to')}
          value={doc.escalate.reassignTeamId ?? ''}
          options={[['', t('Nobody')], ...teams.map(({ id, name }) => [id, name] as const)]}
          onValue={(id) => escalate({ reassignTeamId: id === '' ? null : id })}
        />
      </section>
    </EditorFrame>
  );
}
