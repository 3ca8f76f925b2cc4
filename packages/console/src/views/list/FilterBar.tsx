// The questions a list can be asked (K18): a closed set. What is chosen stands in the address at once, so that it can be passed on and undone
// with Back; a list with questions can be saved under a name, for oneself or for everybody.
import type { VNode } from 'preact';
import { useId } from 'preact/hooks';
import type { ConversationFilter, ConversationStatus, ListSort } from '@throughline/types';
import { formatList, isPlain } from '../../state/list-address.js';
import { queryFor, sortWords } from '../../state/lists.js';
import { viewRoute } from '../../state/route.js';
import { t } from '../../state/t.js';
import { alertCodes, alertWords, CHANNELS, channelWords, languageWords, statusWords } from '../../state/words.js';
import { priorityWords } from '../deeds/priority-words.js';
import { useConsole } from '../console-context.js';
import { useReasons } from '../use-reasons.js';
import { SaveView } from './SaveView.js';

const STATES: readonly ConversationStatus[] = ['queued', 'open', 'waiting', 'snoozed', 'closed'];
const SORTS: readonly ListSort[] = ['wait', 'sla', 'newest', 'oldest', 'wake', 'closed'];
const WAITS = [5, 15, 60, 240, 1_440] as const; // minutes
const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
const SLA_STATES = ['due', 'at_risk', 'missed'] as const;
const ITEM_TYPES = ['order', 'shipment', 'claim', 'application', 'refund', 'repair', 'invoice', 'subscription', 'provisioning'] as const;

interface PickProps {
  label: string;
  value: string;
  choices: readonly (readonly [value: string, words: string])[];
  /** Empty: nothing is asked. */
  onPick(value: string): void;
}

function Pick({ label, value, choices, onPick }: PickProps): VNode {
  const id = useId();
  return (
    <div class="tools-field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onPick(event.currentTarget.value)}>
        <option value="">{t('Any')}</option>
        {choices.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

function slaWords(state: (typeof SLA_STATES)[number]): string {
  return state === 'due' ? t('In time') : state === 'at_risk' ? t('At risk') : t('Missed');
}

/** Values that rows on this screen have, for questions whose answers nobody listed. */
function seen(rows: Iterable<{ tags: readonly string[]; reason: string | null; language: string | null }>) {
  const tags = new Set<string>();
  const reasons = new Set<string>();
  const languages = new Set<string>();
  for (const row of rows) {
    for (const tag of row.tags) tags.add(tag);
    if (row.reason !== null) reasons.add(row.reason);
    if (row.language !== null) languages.add(row.language);
  }
  const sorted = (set: Set<string>): string[] => [...set].sort((a, b) => a.localeCompare(b));
  return { tags: sorted(tags), reasons: sorted(reasons), languages: sorted(languages) };
}

export function FilterBar(): VNode {
  const { store, actions } = useConsole();
  const place = store.list.value;
  const session = store.session.value;
  const { agents, teams } = session.state === 'signed_in' ? session.session : { agents: [], teams: [] };
  const query = queryFor(place, store.savedViews.value);
  const filter = query?.filter ?? place.filter;
  const reasons = useReasons();
  const known = seen(store.rows.value.values());
  const withOwn = (list: readonly string[], own: string | undefined, words = (one: string) => one): [string, string][] =>
    [...new Set([...list, ...(own === undefined ? [] : [own])])].map((one) => [one, words(one)]);

  function ask(next: ConversationFilter): void {
    const kept = Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined && value !== ''));
    actions.go(viewRoute(formatList({ ...place, filter: kept })));
  }
  function set<K extends keyof ConversationFilter>(key: K, value: ConversationFilter[K]): void {
    const { [key]: _before, ...rest } = filter;
    ask(value === undefined ? rest : { ...rest, [key]: value });
  }
  const text = (key: 'teamId' | 'assigneeId' | 'tag' | 'reason' | 'language' | 'alert' | 'itemType') => (value: string) =>
    set(key, value === '' ? undefined : value);
  function toggleState(state: ConversationStatus): void {
    const held = filter.state ?? [];
    const next = held.includes(state) ? held.filter((one) => one !== state) : STATES.filter((one) => held.includes(one) || one === state);
    set('state', next.length === 0 ? undefined : next);
  }
  return (
    <section class="tools" aria-label={t('Filter and order')}>
      <fieldset class="tools-states">
        <legend>{t('State')}</legend>
        <div class="choice-row">
          {STATES.map((state) => (
            <button
              key={state}
              type="button"
              class="choice"
              aria-pressed={filter.state?.includes(state) ?? false}
              onClick={() => toggleState(state)}
            >
              {statusWords(state)}
            </button>
          ))}
        </div>
      </fieldset>
      <div class="tools-grid">
        <Pick
          label={t('Sort by')}
          value={place.sort ?? ''}
          choices={SORTS.map((sort) => [sort, sortWords(sort)])}
          onPick={(value) => actions.go(viewRoute(formatList({ ...place, filter, sort: SORTS.find((one) => one === value) ?? null })))}
        />
        <Pick
          label={t('Assigned to')}
          value={filter.assigneeId ?? ''}
          choices={[['me', t('Me')], ['none', t('Nobody')], ...agents.map((agent): [string, string] => [agent.id, agent.name])]}
          onPick={text('assigneeId')}
        />
        <Pick label={t('Team')} value={filter.teamId ?? ''} choices={teams.map((team) => [team.id, team.name])} onPick={text('teamId')} />
        <Pick
          label={t('Priority')}
          value={filter.priority ?? ''}
          choices={PRIORITIES.map((one) => [one, priorityWords(one)])}
          onPick={(value) =>
            set(
              'priority',
              PRIORITIES.find((one) => one === value),
            )
          }
        />
        <Pick
          label={t('Promised time')}
          value={filter.sla ?? ''}
          choices={SLA_STATES.map((one) => [one, slaWords(one)])}
          onPick={(value) =>
            set(
              'sla',
              SLA_STATES.find((one) => one === value),
            )
          }
        />
        <Pick
          label={t('Waiting longer than')}
          value={String(filter.waitingLongerThanMinutes ?? '')}
          choices={WAITS.map((minutes) => [String(minutes), minutes < 60 ? t('{n} min', { n: minutes }) : t('{n} h', { n: minutes / 60 })])}
          onPick={(value) => set('waitingLongerThanMinutes', value === '' ? undefined : Number(value))}
        />
        <Pick
          label={t('Channel')}
          value={filter.channel ?? ''}
          choices={CHANNELS.map((one) => [one, channelWords(one)])}
          onPick={(value) =>
            set(
              'channel',
              CHANNELS.find((one) => one === value),
            )
          }
        />
        <Pick
          label={t('Alert')}
          value={filter.alert ?? ''}
          choices={alertCodes().map((one) => [one, alertWords(one)])}
          onPick={text('alert')}
        />
        <Pick label={t('Tag')} value={filter.tag ?? ''} choices={withOwn(known.tags, filter.tag)} onPick={text('tag')} />
        <Pick
          label={t('Reason')}
          value={filter.reason ?? ''}
          choices={withOwn(known.reasons, filter.reason, reasons.label)}
          onPick={text('reason')}
        />
        <Pick
          label={t('Language')}
          value={filter.language ?? ''}
          choices={withOwn(known.languages, filter.language).map(([one]) => [one, languageWords(one)])}
          onPick={text('language')}
        />
        <Pick
          label={t('Has an order or claim')}
          value={filter.itemType ?? ''}
          choices={ITEM_TYPES.map((one) => [one, itemTypeWords(one)])}
          onPick={text('itemType')}
        />
        <Pick
          label={t('Customer')}
          value={filter.verified === undefined ? '' : String(filter.verified)}
          choices={[
            ['true', t('Verified')],
            ['false', t('Not verified')],
          ]}
          onPick={(value) => set('verified', value === '' ? undefined : value === 'true')}
        />
      </div>
      {!isPlain(place) && (
        <div class="tools-row">
          <button type="button" class="link-button" onClick={() => ask({})}>
            {t('Clear the filter')}
          </button>
        </div>
      )}
      <SaveView />
    </section>
  );
}

function itemTypeWords(type: (typeof ITEM_TYPES)[number]): string {
  switch (type) {
    case 'order':
      return t('Order');
    case 'shipment':
      return t('Shipment');
    case 'claim':
      return t('Damage claim');
    case 'application':
      return t('Application');
    case 'refund':
      return t('Refund');
    case 'repair':
      return t('Repair');
    case 'invoice':
      return t('Invoice');
    case 'subscription':
      return t('Subscription');
    case 'provisioning':
      return t('Provisioning');
  }
}
