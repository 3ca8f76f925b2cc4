// Everything over all channels, newest first. The first page came with the context and costs no request; older ones and other channels
// are asked for. Every line opens its source (K42).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { Channel, HandoffContext, TimelineItem } from '@throughline/types';
import { Time } from '../ui/marks.js';
import { Icon, channelIcon } from '../ui/Icon.js';
import { answerWords } from '../state/answer-words.js';
import { capital, CHANNELS, channelWords, whenWords } from '../state/words.js';
import { SourceLine } from './SourceLine.js';
import { useConsole } from './console-context.js';

interface Loaded {
  channel: Channel | null;
  items: readonly TimelineItem[];
  cursor: string | null;
}

export function Timeline({ context }: { context: HandoffContext }): VNode {
  const { actions } = useConsole();
  /** Null: the page that came with the context. */
  const loaded = useSignal<Loaded | null>(null);
  const busy = useSignal(false);
  const problem = useSignal<string | null>(null);
  const current: Loaded = loaded.value ?? { channel: null, ...context.timeline };
  const channels = channelsOf(context);
  const total = Object.values(context.history.byChannel).reduce((sum, count) => sum + count, 0);

  async function ask(channel: Channel | null, cursor: string | null, before: readonly TimelineItem[]): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    problem.value = null;
    const answer = await actions.timeline(context.customer.customerId, {
      ...(channel === null ? {} : { channel }),
      ...(cursor === null ? {} : { cursor }),
    });
    busy.value = false;
    if (answer.ok) loaded.value = { channel, items: [...before, ...answer.value.items], cursor: answer.value.cursor };
    else problem.value = answerWords(answer.code);
  }
  function choose(channel: Channel | null): void {
    if (channel === null) loaded.value = null;
    else void ask(channel, null, []);
  }

  return (
    <section class="context-section timeline" aria-label="Timeline">
      <h3>
        Timeline <span class="section-aside">{total > 0 ? `${total} in all` : ''}</span>
      </h3>
      {channels.length > 1 && (
        <div class="choice-row" role="group" aria-label="Channels">
          <button type="button" class="choice" aria-pressed={current.channel === null} onClick={() => choose(null)}>
            All
          </button>
          {channels.map(([channel, count]) => (
            <button key={channel} type="button" class="choice" aria-pressed={current.channel === channel} onClick={() => choose(channel)}>
              {channelWords(channel)} <span class="choice-count">{count}</span>
            </button>
          ))}
        </div>
      )}
      {current.items.length === 0 ? (
        <p class="context-none">Nothing recorded yet.</p>
      ) : (
        <ol class="timeline-items" role="list" aria-busy={busy.value}>
          {current.items.map((item) => (
            <TimelineLine key={item.id} item={item} />
          ))}
        </ol>
      )}
      {problem.value !== null && (
        <p class="field-error" role="alert">
          {problem.value}
        </p>
      )}
      {current.cursor !== null && (
        <button
          type="button"
          class="button"
          aria-disabled={busy.value}
          onClick={() => void ask(current.channel, current.cursor, current.items)}
        >
          Load more
        </button>
      )}
    </section>
  );
}

function channelsOf(context: HandoffContext): [Channel, number][] {
  return CHANNELS.map((channel): [Channel, number] => [channel, context.history.byChannel[channel] ?? 0])
    .filter(([, count]) => count > 0)
    .sort((a, b) => b[1] - a[1]);
}

function TimelineLine({ item }: { item: TimelineItem }): VNode {
  const { store } = useConsole();
  const details = item.details.filter((detail) => !item.title.includes(detail.value)); // said once is enough
  return (
    <li>
      <SourceLine look="timeline-line" title={item.title} refs={[{ type: 'interaction', id: item.id }]}>
        <span class="timeline-node">
          <Icon name={channelIcon(item.channel)} size={14} />
        </span>
        <span class="timeline-what">
          <span class="timeline-title" dir="auto">
            {item.title}
          </span>
          {details.length > 0 && (
            <span class="timeline-details">
              {details.map((detail) => (
                <span key={detail.label}>
                  {capital(detail.label)} <b dir="auto">{detail.value}</b>
                </span>
              ))}
            </span>
          )}
          <span class="timeline-when">
            {channelWords(item.channel)}, <Time at={item.at}>{whenWords(item.at, store.now.value)}</Time>
            {item.department !== null && <span>, {item.department}</span>}
            {item.unverified && <span class="trust-words"> unverified</span>}
          </span>
        </span>
      </SourceLine>
    </li>
  );
}
