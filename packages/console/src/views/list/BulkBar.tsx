// What can be done to the selected rows at once (K21): assign, tag, snooze, close; each can be taken back for ten seconds.
import type { VNode } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import type { ConversationRow } from '@throughline/types';
import { selectAll, selectNone } from '../../state/selection.js';
import { readSnooze, snoozeChoices } from '../../state/snooze-words.js';
import { t, tn } from '../../state/t.js';
import { whenWords } from '../../state/words.js';
import { useConsole } from '../console-context.js';
import { hold } from './bulk.js';

type Asking = 'assign' | 'tag' | 'snooze' | 'close' | null;

export function BulkBar(): VNode {
  const console_ = useConsole();
  const { store } = console_;
  const asking = useSignal<Asking>(null);
  const rows = [...store.selected.value].flatMap((id) => store.rows.value.get(id) ?? []);
  const open = rows.filter((row) => row.status !== 'closed');
  const ask = (what: Asking) => () => (asking.value = asking.value === what ? null : what);
  function close(): void {
    hold(
      {
        words: tn(open.length, '{n} conversation closed', '{n} conversations closed'),
        becomes: { status: 'closed' },
        deeds: open.map((row) => ({ conv: row.id, kind: 'close', body: {} })),
      },
      console_,
    );
  }
  const unanswered = open.filter((row) => row.waitingSince !== null).length;
  return (
    <section class="tools" aria-label={t('Selected conversations')}>
      <div class="tools-row">
        <span class="tools-count">{tn(rows.length, '{n} selected', '{n} selected')}</span>
        <button type="button" class="link-button" onClick={() => selectAll(store)}>
          {t('Select all')}
        </button>
        <button type="button" class="link-button" onClick={() => selectNone(store)}>
          {t('Clear')}
        </button>
      </div>
      <div class="tools-row">
        <button type="button" class="button" aria-expanded={asking.value === 'assign'} onClick={ask('assign')}>
          {t('Assign')}
        </button>
        <button type="button" class="button" aria-expanded={asking.value === 'tag'} onClick={ask('tag')}>
          {t('Tag')}
        </button>
        <button type="button" class="button" aria-expanded={asking.value === 'snooze'} onClick={ask('snooze')}>
          {t('Snooze')}
        </button>
        <button type="button" class="button" onClick={() => (unanswered > 0 ? (asking.value = 'close') : close())}>
          {t('Close')}
        </button>
      </div>
      {asking.value === 'assign' && <AssignThem rows={open} />}
      {asking.value === 'tag' && <TagThem rows={rows} />}
      {asking.value === 'snooze' && <SnoozeThem rows={open} />}
      {asking.value === 'close' && (
        <div class="bulk-ask" role="alertdialog" aria-label={t('Close unanswered conversations?')}>
          <p>{tn(unanswered, '{n} customer still waits for an answer.', '{n} customers still wait for an answer.')}</p>
          <div class="tools-row">
            <button type="button" class="button button-primary" onClick={close}>
              {t('Close all the same')}
            </button>
            <button type="button" class="button" onClick={ask(null)}>
              {t('Cancel')}
            </button>
          </div>
        </div>
      )}
    </section>
  );
}

interface Rows {
  rows: readonly ConversationRow[];
}

function AssignThem({ rows }: Rows): VNode {
  const console_ = useConsole();
  const { store } = console_;
  const id = useId();
  const session = store.session.value;
  const { agents, teams } = session.state === 'signed_in' ? session.session : { agents: [], teams: [] };
  function assign(value: string): void {
    const [kind, to = ''] = value.split(' ');
    const agentId = kind === 'agent' ? to : null;
    hold(
      {
        words: tn(rows.length, '{n} conversation assigned', '{n} conversations assigned'),
        becomes: agentId === null ? { assigneeId: null, status: 'queued', teamId: kind === 'team' ? to : null } : { assigneeId: agentId },
        deeds: rows.map((row) => ({
          conv: row.id,
          kind: 'assign',
          body:
            agentId === store.agentId.value && row.assigneeId === null
              ? { how: 'claim', agentId, teamId: row.teamId, ifVersion: row.assignVersion }
              : { how: 'transfer', agentId, teamId: kind === 'team' ? to : null, ifVersion: row.assignVersion },
        })),
      },
      console_,
    );
  }
  return (
    <div class="tools-field">
      <label for={id}>{t('Assign to')}</label>
      <select id={id} value="" onChange={(event) => event.currentTarget.value !== '' && assign(event.currentTarget.value)}>
        <option value="">{t('Choose…')}</option>
        <option value={`agent ${store.agentId.value}`}>{t('Me')}</option>
        {agents
          .filter((agent) => agent.id !== store.agentId.value)
          .map((agent) => (
            <option key={agent.id} value={`agent ${agent.id}`}>
              {agent.name}
            </option>
          ))}
        {teams.map((team) => (
          <option key={team.id} value={`team ${team.id}`}>
            {t('Team {name}', { name: team.name })}
          </option>
        ))}
      </select>
    </div>
  );
}

function TagThem({ rows }: Rows): VNode {
  const console_ = useConsole();
  const field = useRef<HTMLInputElement>(null);
  return (
    <form
      class="tools-row"
      onSubmit={(event) => {
        event.preventDefault();
        const tag = field.current?.value.trim() ?? '';
        if (tag === '') return;
        hold(
          {
            words: tn(rows.length, '“{tag}” added to {n} conversation', '“{tag}” added to {n} conversations', { tag }),
            becomes: {},
            deeds: rows.map((row) => ({ conv: row.id, kind: 'tag', body: { add: [tag], remove: [] } })),
          },
          console_,
        );
      }}
    >
      <input ref={field} type="text" maxLength={40} aria-label={t('Tag')} placeholder={t('Tag')} />
      <button type="submit" class="button">
        {t('Add')}
      </button>
    </form>
  );
}

function SnoozeThem({ rows }: Rows): VNode {
  const console_ = useConsole();
  const { store } = console_;
  const field = useRef<HTMLInputElement>(null);
  const problem = useSignal(false);
  function snooze(until: number | null): void {
    hold(
      {
        words: tn(rows.length, '{n} conversation snoozed', '{n} conversations snoozed'),
        becomes: { status: 'snoozed', snoozedUntil: until },
        deeds: rows.map((row) => ({ conv: row.id, kind: 'snooze', body: { until } })),
      },
      console_,
    );
  }
  return (
    <form
      class="bulk-ask"
      onSubmit={(event) => {
        event.preventDefault();
        const until = readSnooze(field.current?.value ?? '', store.now.value);
        problem.value = until === null;
        if (until !== null) snooze(until);
      }}
    >
      <div class="choice-row">
        {snoozeChoices(store.now.value).map(({ id, until }) => (
          <button key={id} type="button" class="choice" onClick={() => snooze(until)}>
            {id === 'later' ? t('Later today') : id === 'tomorrow' ? t('Tomorrow morning') : t('Next week')}{' '}
            <span class="choice-count">{whenWords(until, store.now.value)}</span>
          </button>
        ))}
        <button type="button" class="choice" onClick={() => snooze(null)}>
          {t('Until a reply')}
        </button>
      </div>
      <div class="tools-row">
        <input
          ref={field}
          type="text"
          aria-label={t('Date and time')}
          placeholder={t('fri 9, tomorrow 14:30')}
          aria-invalid={problem.value}
        />
        <button type="submit" class="button">
          {t('Snooze')}
        </button>
      </div>
      {problem.value && <p class="tools-problem">{t('That is not a time to come. Try “tomorrow 9:00”.')}</p>}
    </form>
  );
}
