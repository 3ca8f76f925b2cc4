// Everything over all channels and departments, newest first, in one list with its own scroll (K10). The first page came with the context
// and costs no request; older ones and what a filter asks for are fetched as the list is scrolled. Every line opens its source (K42).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Channel, HandoffContext, TimelineItem } from '@throughline/types';
import { answerWords } from '../state/answer-words.js';
import { foldedRows } from '../state/timeline-fold.js';
import { departmentsOf, filterItems, NO_FILTER } from '../state/timeline-filter.js';
import type { Filter } from '../state/timeline-filter.js';
import { CHANNELS, channelWords, sentence } from '../state/words.js';
import { TimelineLine } from './TimelineLine.js';
import { useConsole } from './console-context.js';
import { t, tn } from '../state/t.js';

interface Loaded {
  items: readonly TimelineItem[];
  cursor: string | null;
}

const isChosen = (filter: Filter): boolean => filter.channel !== null || filter.department !== null || filter.case !== null;

export function Timeline({ context }: { context: HandoffContext }): VNode {
  const { actions } = useConsole();
  const filter = useSignal<Filter>(NO_FILTER);
  /** Pages asked for; null: only what came with the context. */
  const loaded = useSignal<Loaded | null>(null);
  const busy = useSignal(false);
  const problem = useSignal<string | null>(null);
  const asked = useRef(0);
  const end = useRef<HTMLDivElement>(null);
  const first = context.timeline;
  const current: Loaded = isChosen(filter.value)
    ? (loaded.value ?? { items: filterItems(first.items, filter.value), cursor: null })
    : loaded.value === null
      ? first
      : { items: joined(first.items, loaded.value.items), cursor: loaded.value.cursor };
  const channels = channelsOf(context);
  const caseTitles = new Map(context.openCases.map((open) => [open.caseId, open.title]));
  const departments = departmentsOf(context);
  const total = Object.values(context.history.byChannel).reduce((sum, count) => sum + count, 0);

  async function ask(chosen: Filter, cursor: string | null, before: readonly TimelineItem[]): Promise<void> {
    const turn = (asked.current += 1);
    busy.value = true;
    problem.value = null;
    const answer = await actions.ask((api) =>
      api.timeline(context.customer.customerId, {
        ...(chosen.channel === null ? {} : { channel: chosen.channel }),
        ...(chosen.department === null ? {} : { department: chosen.department }),
        ...(chosen.case === null ? {} : { case: chosen.case }),
        ...(cursor === null ? {} : { cursor }),
      }),
    );
    if (turn !== asked.current) return; // another filter was chosen meanwhile
    busy.value = false;
    if (answer.ok) loaded.value = { items: [...before, ...answer.value.items], cursor: answer.value.cursor };
    else problem.value = answerWords(answer.code);
  }
  function choose(change: Partial<Filter>): void {
    const chosen = { ...filter.value, ...change };
    filter.value = chosen;
    loaded.value = null;
    asked.current += 1;
    busy.value = false;
    if (isChosen(chosen)) void ask(chosen, null, []);
  }
  const more = (): void => {
    if (!busy.value && problem.value === null && current.cursor !== null) void ask(filter.value, current.cursor, current.items);
  };
  const latest = useRef(more);
  latest.current = more;
  useEffect(() => {
    const element = end.current;
    if (element === null || typeof IntersectionObserver === 'undefined') return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting) && element.parentElement !== null && element.parentElement.scrollTop > 0)
          latest.current();
      },
      { root: element.parentElement, rootMargin: '0px 0px 200px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [current.cursor]);

  return (
    <section class="context-section timeline" aria-label={t('Timeline')}>
      <h3>
        {t('Timeline')} <span class="section-aside">{total > 0 ? tn(total, '{n} in all', '{n} in all') : ''}</span>
      </h3>
      {channels.length > 1 && (
        <div class="choice-row" role="group" aria-label={t('Channels')}>
          <button type="button" class="choice" aria-pressed={filter.value.channel === null} onClick={() => choose({ channel: null })}>
            {t('All')}
          </button>
          {channels.map(([channel, count]) => (
            <button
              key={channel}
              type="button"
              class="choice"
              aria-pressed={filter.value.channel === channel}
              onClick={() => choose({ channel: filter.value.channel === channel ? null : channel })}
            >
              {channelWords(channel)} <span class="choice-count">{count}</span>
            </button>
          ))}
        </div>
      )}
      {(departments.length > 1 || context.openCases.length > 0) && (
        <div class="timeline-filters">
          {departments.length > 1 && (
            <Choice
              label={t('Department')}
              all={t('All departments')}
              value={filter.value.department}
              options={departments.map((name) => [name, sentence(name)])}
              onChoose={(department) => choose({ department })}
            />
          )}
          {context.openCases.length > 0 && (
            <Choice
              label={t('Case')}
              all={t('All cases')}
              value={filter.value.case}
              options={context.openCases.map((open) => [open.caseId, open.title])}
              onChoose={(one) => choose({ case: one })}
            />
          )}
        </div>
      )}
      <div class="timeline-scroll" tabIndex={0} role="group" aria-label={t('Timeline entries')}>
        {current.items.length === 0 ? (
          <p class="context-none">
            {busy.value ? t('Loading…') : isChosen(filter.value) ? t('Nothing here with this filter.') : t('Nothing recorded yet.')}
          </p>
        ) : (
          <ol class="timeline-items" role="list" aria-busy={busy.value}>
            {foldedRows(current.items).map(({ item, ids, times }) => (
              <TimelineLine key={ids.at(-1)} item={item} ids={ids} times={times} caseTitle={caseTitles.get(item.caseId ?? '') ?? null} />
            ))}
          </ol>
        )}
        {problem.value !== null && (
          <p class="field-error" role="alert">
            {problem.value}{' '}
            <button
              type="button"
              class="link-button"
              onClick={() => void ask(filter.value, current.cursor, current.cursor === null ? [] : current.items)}
            >
              {t('Try again')}
            </button>
          </p>
        )}
        {current.cursor !== null && problem.value === null && (
          <button type="button" class="button button-small" aria-disabled={busy.value} onClick={more}>
            {busy.value ? t('Loading…') : t('Older')}
          </button>
        )}
        <div ref={end} class="timeline-end" />
      </div>
    </section>
  );
}

interface ChoiceProps {
  label: string;
  all: string;
  value: string | null;
  options: readonly [string, string][];
  onChoose(value: string | null): void;
}

function Choice({ label, all, value, options, onChoose }: ChoiceProps): VNode {
  return (
    <select
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => onChoose(event.currentTarget.value === '' ? null : event.currentTarget.value)}
    >
      <option value="">{all}</option>
      {options.map(([id, name]) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** A newer context brings newer lines; what was loaded below them stays. */
function joined(first: readonly TimelineItem[], loaded: readonly TimelineItem[]): TimelineItem[] {
  const ids = new Set(loaded.map(({ id }) => id));
  return [...first.filter(({ id }) => !ids.has(id)), ...loaded];
}

function channelsOf(context: HandoffContext): [Channel, number][] {
  return CHANNELS.map((channel): [Channel, number] => [channel, context.history.byChannel[channel] ?? 0])
    .filter(([, count]) => count > 0)
    .sort((a, b) => b[1] - a[1]);
}
