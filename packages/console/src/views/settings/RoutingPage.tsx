// Routing rules in their order: the first that holds decides each of the things it names (K55).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { RoutingRuleDoc, SettingsObject } from '@throughline/types';
import { answerWords } from '../../state/answer-words.js';
import { ruleFlaws } from '../../state/settings-flaws.js';
import { ruleSentence } from '../../state/settings-rule-words.js';
import { t } from '../../state/t.js';
import { Icon } from '../../ui/Icon.js';
import { Chip } from '../../ui/marks.js';
import { useConsole } from '../console-context.js';
import { PRIORITIES, priorityWords } from '../deeds/priority-words.js';
import { ConditionsEditor } from './ConditionsEditor.js';
import { WordsInput } from './controls.js';
import { EditorFrame } from './EditorFrame.js';
import { Select, TextInput, Toggle } from './fields.js';
import { flawOf } from './flaw-of.js';
import { ObjectsPage } from './ObjectsPage.js';
import { useBusy } from './use-busy.js';
import { useColleagues } from './use-colleagues.js';
import { useEditor } from './use-editor.js';
import type { Kept } from './use-editor.js';
import { useObjects } from './use-objects.js';
import { useReasons } from '../use-reasons.js';

type Rule = SettingsObject<'routing_rule'>;
const kept: Kept<'routing_rule'> = new Map();
const STEP = 10; // between positions, so that a rule fits in between
const empty = (position: number): RoutingRuleDoc => ({ name: '', active: true, position, when: [], then: {} });
const byPosition = (one: Rule, other: Rule): number => one.doc.position - other.doc.position || one.id.localeCompare(other.id);

export function RoutingPage({ item }: { item: string | null }): VNode {
  const { actions, store } = useConsole();
  const objects = useObjects('routing_rule');
  const reasons = useReasons();
  const problem = useSignal<string | null>(null);
  const sorted = objects.items.value.toSorted(byPosition);
  const { names } = store;
  const sentence = (doc: RoutingRuleDoc): string =>
    ruleSentence(doc, { team: names.value.team, agent: names.value.agent, reason: reasons.label, priority: priorityWords });

  const busy = useBusy();
  const put = (changed: Parameters<typeof write>[0]): void => void busy.once(() => write(changed));
  async function write(changed: readonly { rule: Rule; change: Partial<RoutingRuleDoc> }[]): Promise<void> {
    problem.value = null;
    for (const { rule, change } of changed) {
      const doc = { ...rule.doc, ...change };
      const answer = await actions.ask((api) =>
        api.settings((settings) => settings.change('routing_rule', rule.id, { version: rule.version, doc })),
      );
      if (answer.ok) continue;
      problem.value = answerWords(answer.code);
      break; // half an order is no order: the rest stays as it is, and the list says what is
    }
    await objects.load();
  }
  /** Everybody gets a fresh place; only those whose place is another one are written. */
  function move(from: number, to: number): void {
    const order = [...sorted];
    const [moved] = order.splice(from, 1);
    if (moved === undefined || to < 0 || to > order.length || busy.on.value) return;
    order.splice(to, 0, moved);
    put(
      order
        .map((rule, index) => ({ rule, change: { position: (index + 1) * STEP } }))
        .filter(({ rule, change }) => rule.doc.position !== change.position),
    );
    store.status.value = t('{name} is rule {n} now', { name: moved.doc.name, n: to + 1 });
  }
  return (
    <ObjectsPage
      section="routing"
      item={item}
      objects={objects}
      kept={kept}
      title={t('Routing')}
      lead={t(
        'Rules are asked from the top. The first that holds decides the team, the priority and whatever else it names; later ones decide the rest.',
      )}
      addWords={t('New rule')}
      emptyTitle={t('No rules yet')}
      emptyWords={t(
        'Without rules, conversations wait for whoever takes them. A rule reads what is known of the customer, so nobody has to press buttons first.',
      )}
      order={byPosition}
      more={
        problem.value !== null && (
          <p class="field-error" role="alert">
            {problem.value}
          </p>
        )
      }
      row={(rule) => {
        const at = sorted.indexOf(rule);
        return {
          name: (
            <>
              <span class="set-off">{at + 1}</span>
              <bdi>{rule.doc.name}</bdi>
              {!rule.doc.active && <Chip tone="plain">{t('Off')}</Chip>}
            </>
          ),
          sub: sentence(rule.doc),
          tools: (
            <>
              <MoveButton words={t('Move {name} up', { name: rule.doc.name })} up off={at === 0} onMove={() => move(at, at - 1)} />
              <MoveButton
                words={t('Move {name} down', { name: rule.doc.name })}
                off={at === sorted.length - 1}
                onMove={() => move(at, at + 1)}
              />
              <button
                type="button"
                role="switch"
                class="switch"
                aria-checked={rule.doc.active}
                aria-label={t('{name} is on', { name: rule.doc.name })}
                onClick={() => put([{ rule, change: { active: !rule.doc.active } }])}
              >
                <span class="switch-track" aria-hidden="true">
                  <span class="switch-thumb" />
                </span>
              </button>
            </>
          ),
        };
      }}
      editor={(rule) => (
        <RuleEditor key={rule?.id ?? 'new'} rule={rule} position={(sorted.at(-1)?.doc.position ?? 0) + STEP} sentence={sentence} />
      )}
    />
  );
}

function MoveButton({ words, up = false, off, onMove }: { words: string; up?: boolean; off: boolean; onMove(): void }): VNode {
  return (
    <button type="button" class="icon-button" aria-label={words} title={words} aria-disabled={off} onClick={() => !off && onMove()}>
      <span class={up ? 'set-up' : ''}>
        <Icon name="down" />
      </span>
    </button>
  );
}

interface RuleEditorProps {
  rule: Rule | null;
  /** Of a new one: the last. */
  position: number;
  sentence(doc: RoutingRuleDoc): string;
}

function RuleEditor({ rule, position, sentence }: RuleEditorProps): VNode {
  const { agents, teams } = useColleagues();
  const editor = useEditor(kept, { kind: 'routing_rule', empty: empty(position), flawsOf: ruleFlaws }, rule);
  const doc = editor.doc.value;
  const then = (change: RoutingRuleDoc['then']): void => editor.edit({ then: { ...doc.then, ...change } });
  const without = (key: keyof RoutingRuleDoc['then']): void => {
    const { [key]: _gone, ...rest } = doc.then;
    editor.edit({ then: rest });
  };
  const choose = (key: 'teamId' | 'agentId' | 'skill', value: string): void => (value === '' ? without(key) : then({ [key]: value }));
  const flaw = flawOf(editor, 'then');
  return (
    <EditorFrame
      editor={editor}
      section="routing"
      listWords={t('Routing')}
      title={rule === null ? t('New rule') : rule.doc.name}
      effect={t('New and waiting conversations follow at once; assigned ones stay where they are.')}
      removal={t('Conversations it sent somewhere stay there; new ones follow the other rules.')}
    >
      <p class="set-say" aria-live="polite">
        {sentence(doc)}
      </p>
      <div class="set-part">
        <TextInput
          label={t('Name')}
          value={doc.name}
          maxLength={80}
          flaw={flawOf(editor, 'name')}
          onValue={(name) => editor.edit({ name })}
          onLeave={() => editor.touch('name')}
        />
        <Toggle label={t('On')} on={doc.active} onChange={(active) => editor.edit({ active })} />
      </div>
      <section class="set-part">
        <h2>{t('When')}</h2>
        <p>{t('All of these hold. Without any, the rule always holds.')}</p>
        <ConditionsEditor editor={editor} />
      </section>
      <section class="set-part">
        <h2>{t('Then')}</h2>
        <div class="set-pair">
          <Select
            label={t('Team')}
            value={doc.then.teamId ?? ''}
            options={[['', t('Not decided here')], ...teams.map(({ id, name }) => [id, name] as const)]}
            onValue={(id) => choose('teamId', id)}
          />
          <Select
            label={t('Priority')}
            value={doc.then.priority ?? ''}
            options={[['', t('Not decided here')], ...PRIORITIES.map((priority) => [priority, priorityWords(priority)] as const)]}
            onValue={(priority) => (priority === '' ? without('priority') : then({ priority }))}
          />
          <Select
            label={t('Person')}
            value={doc.then.agentId ?? ''}
            options={[['', t('Not decided here')], ...agents.map(({ id, name }) => [id, name] as const)]}
            onValue={(id) => choose('agentId', id)}
          />
          <TextInput label={t('Skill')} value={doc.then.skill ?? ''} maxLength={40} onValue={(skill) => choose('skill', skill)} />
        </div>
        <WordsInput
          label={t('Tags')}
          value={doc.then.tags ?? []}
          onValue={(tags) => (tags.length === 0 ? without('tags') : then({ tags }))}
        />
        {flaw !== null && (
          <p class="field-error" role="alert">
            {flaw}
          </p>
        )}
      </section>
    </EditorFrame>
  );
}
