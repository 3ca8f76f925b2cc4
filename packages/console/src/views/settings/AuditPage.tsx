// Who changed what and when, newest first, with what it was before; a change of the desk can be taken back (K105).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { AuditLineView } from '@throughline/types';
import { answerWords } from '../../state/answer-words.js';
import { actionWords, lineDifferences, lineName } from '../../state/settings-audit-words.js';
import { t } from '../../state/t.js';
import { whenWords } from '../../state/words.js';
import { Time } from '../../ui/marks.js';
import { useConsole } from '../console-context.js';
import { Stale } from './Asked.js';
import { DiffView } from './DiffView.js';
import { Select } from './fields.js';
import { Failed } from './ObjectsPage.js';
import { useBusy } from './use-busy.js';
import { useColleagues, useNameOf } from './use-colleagues.js';
import { usePages } from './use-pages.js';

const topics = (): readonly (readonly [string, string])[] => [
  ['', t('Everything')],
  ['settings.', t('All settings')],
  ['settings.changed', t('Hours, facts and second factor')],
  ['settings.team', t('Teams')],
  ['settings.routing_rule', t('Routing')],
  ['settings.sla_policy', t('Service levels')],
  ['settings.saved_reply', t('Saved replies')],
  ['settings.tag', t('Tags')],
  ['site.', t('Site')],
  ['widget.', t('Widget')],
  ['identity_key.', t('Signing secrets')],
  ['reason.', t('Reasons')],
  ['source', t('Keys and sources')],
  ['webhook.', t('Webhooks')],
  ['agent.', t('People')],
];

export function AuditPage(): VNode {
  const { actions } = useConsole();
  const { agents } = useColleagues();
  const actor = useSignal('');
  const topic = useSignal('');
  const lines = usePages((cursor) => {
    const filter = {
      ...(actor.value === '' ? {} : { actor: actor.value }),
      ...(topic.value === '' ? {} : { action: topic.value }),
      ...(cursor === undefined ? {} : { cursor }),
    };
    return actions.ask((api) => api.settings((settings) => settings.audit(filter)));
  });
  useEffect(() => void lines.load(), []);
  const shown = lines.items.value;
  const problem = lines.problem.value;
  return (
    <>
      <div class="set-filter" role="group" aria-label={t('Filter')}>
        <Select
          label={t('By')}
          value={actor.value}
          options={[['', t('Everybody')], ...agents.map(({ id, name }) => [id, name] as const), ['api', t('Your back end')]]}
          onValue={(value) => {
            actor.value = value;
            void lines.load();
          }}
        />
        <Select
          label={t('About')}
          value={topic.value}
          options={topics()}
          onValue={(value) => {
            topic.value = value;
            void lines.load();
          }}
        />
      </div>
      {problem !== null && shown !== null && <Stale code={problem} again={() => void lines.load()} />}
      {shown === null ? (
        problem !== null ? (
          <Failed code={problem} again={() => void lines.load()} />
        ) : (
          <p class="list-note late" aria-busy="true">
            {t('Loading…')}
          </p>
        )
      ) : shown.length === 0 ? (
        <div class="set-empty">
          <h2>{t('Nothing here')}</h2>
          <p>{t('Changes of settings, keys and people stand here, with who made them and what it was before.')}</p>
        </div>
      ) : (
        <ul class="set-rows" role="list" aria-label={t('Audit log')} aria-busy={lines.busy.value}>
          {shown.map((line) => (
            <Line key={line.id} line={line} onReverted={() => void lines.load()} />
          ))}
        </ul>
      )}
      {lines.hasMore.value && (
        <div class="set-buttons">
          <button type="button" class="button" aria-disabled={lines.busy.value} onClick={() => void lines.more()}>
            {t('Older ones')}
          </button>
        </div>
      )}
    </>
  );
}

function Line({ line, onReverted }: { line: AuditLineView; onReverted(): void }): VNode {
  const { actions, store } = useConsole();
  const problem = useSignal<string | null>(null);
  const busy = useBusy();
  const nameOf = useNameOf();
  const lines = lineDifferences(line, nameOf);
  const name = nameOf(lineName(line));
  async function revert(): Promise<void> {
    const answer = await actions.ask((api) => api.settings((settings) => settings.revert(line.id)));
    problem.value = answer.ok
      ? null
      : answer.code === 'conflict'
        ? t('It was changed again since. Take the newest change back first.')
        : answerWords(answer.code);
    if (!answer.ok) return;
    store.status.value = t('Taken back');
    onReverted();
  }
  return (
    <li>
      <div class="set-row">
        <span class="set-name">
          {actionWords(line.action)}
          {name !== '' && <bdi class="set-what">{name}</bdi>}
        </span>
        <span class="set-sub">
          <bdi>{line.actor === 'api' ? t('Your back end') : store.names.value.agent(line.actor)}</bdi> ·{' '}
          <Time at={Date.parse(line.at)}>{whenWords(Date.parse(line.at), store.now.value)}</Time>
        </span>
        {lines.length > 0 && (
          <details class="set-details">
            <summary>{t('What changed')}</summary>
            <DiffView lines={lines} from={t('Before')} to={t('After')} />
          </details>
        )}
        {problem.value !== null && (
          <p class="field-error" role="alert">
            {problem.value}
          </p>
        )}
      </div>
      {line.revertible && (
        <span class="set-tools">
          <button type="button" class="button button-small" aria-disabled={busy.on.value} onClick={() => void busy.once(revert)}>
            {t('Take back')}
            <span class="visually-hidden">: {name}</span>
          </button>
        </span>
      )}
    </li>
  );
}
