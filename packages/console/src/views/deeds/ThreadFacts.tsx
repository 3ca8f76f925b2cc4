// What is so about the conversation, in one line below its name: priority, team, tags, time promised, sleep, why it came to whom it is with,
// and who else looks at it (K66). What was just changed shows at once and is ticked by the relay (K12).
import type { VNode } from 'preact';
import type { ConversationRow } from '@throughline/types';
import { withPending } from '../../state/pending-deeds.js';
import { convRoute } from '../../state/route.js';
import { slaChip, snoozeWords } from '../../state/sla-words.js';
import type { OpenConversationState } from '../../state/store.js';
import { listed, t, tn } from '../../state/t.js';
import { capital } from '../../state/words.js';
import { Icon } from '../../ui/Icon.js';
import { Avatar, Chip } from '../../ui/marks.js';
import { useStyle } from '../../ui/use-style.js';
import { followLink } from '../follow-link.js';
import { useConsole } from '../console-context.js';
import { DEEDS_STYLE } from './deeds-style.js';
import { priorityWords } from './priority-words.js';

export function ThreadFacts({ row, open }: { row: ConversationRow; open: OpenConversationState }): VNode {
  useStyle(DEEDS_STYLE);
  const { store, panels, actions, href } = useConsole();
  const now = store.now.value;
  const names = store.names.value;
  const shown = withPending(row, open.view?.outbox ?? []);
  const sla = slaChip(shown, now);
  const sleeps = snoozeWords(shown, now);
  const into = shown.mergedInto === null ? null : convRoute(store.view.value, shown.mergedInto);
  const session = store.session.value;
  const teams = session.state === 'signed_in' ? session.session.teams : [];
  const asked = shown.consulted.map((id) => (teams.some((team) => team.id === id) ? names.team(id) : names.agent(id)));
  return (
    <>
      {into !== null && (
        <p class="merged-into">
          <Icon name="link" size={14} />
          {t('Merged into another conversation of this customer.')}
          <a href={href(into)} onClick={followLink(() => actions.go(into))}>
            {t('Go there')}
          </a>
        </p>
      )}
      <div class="thread-facts" role="group" aria-label={t('About this conversation')}>
        {shown.priority !== 'normal' && (
          <span class={`chip chip-priority-${shown.priority}`}>
            {capital(t('{priority} priority', { priority: priorityWords(shown.priority) }))}
          </span>
        )}
        {sla !== null && (
          <Chip tone={sla.tone}>
            <Icon name="clock" size={12} /> {sla.words}
          </Chip>
        )}
        {sleeps !== null && (
          <button type="button" class="chip fact-button" onClick={() => void actions.deed(row.id, 'wake', { because: 'manual' })}>
            <Icon name="moon" size={12} /> {t('Snoozed: {until}', { until: sleeps })} · {t('Wake')}
          </button>
        )}
        {shown.teamId !== null && <span class="chip">{names.team(shown.teamId)}</span>}
        {shown.tags.map((tag) => (
          <button key={tag} type="button" class="chip fact-button" onClick={() => (panels.dialog.value = { name: 'tags' })}>
            <Icon name="tag" size={12} /> <bdi>{tag}</bdi>
          </button>
        ))}
        {asked.length > 0 && (
          <button type="button" class="chip fact-button" onClick={() => (panels.dialog.value = { name: 'consult' })}>
            {t('Asked: {who}', { who: listed(asked) })}
          </button>
        )}
        {shown.routedBecause !== '' && <span class="fact-why">{t('Given to you because: {reason}', { reason: shown.routedBecause })}</span>}
        <Viewers conv={row.id} />
      </div>
    </>
  );
}

function Viewers({ conv }: { conv: string }): VNode | null {
  const { store } = useConsole();
  const people = store.viewers.value.get(conv) ?? [];
  const [first] = people;
  if (first === undefined) return null;
  const names = store.names.value;
  const writes = people.find(({ doing }) => doing !== 'viewing');
  const words =
    writes !== undefined
      ? writes.doing === 'reply'
        ? t('{who} is replying', { who: names.agent(writes.agentId) })
        : t('{who} is writing a note', { who: names.agent(writes.agentId) })
      : people.length === 1
        ? t('{who} is viewing', { who: names.agent(first.agentId) })
        : tn(people.length, '{n} colleague is viewing', '{n} colleagues are viewing');
  return (
    <span class="viewers" title={listed(people.map(({ agentId }) => names.agent(agentId)))}>
      {people.slice(0, 3).map(({ agentId }) => (
        <Avatar key={agentId} name={names.agent(agentId)} />
      ))}
      <span class={writes === undefined ? '' : 'viewers-writes'}>{words}</span>
    </span>
  );
}
