// Search and filters of the list of customers: each is in the address (K17, K90).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { EVERYBODY, isNarrowed, SEEN_DAYS } from '../../state/customers-query.js';
import type { CustomersQuery } from '../../state/customers-query.js';
import { t, tn } from '../../state/t.js';
import { CHANNELS, channelWords } from '../../state/words.js';
import { Icon } from '../../ui/Icon.js';

interface Props {
  query: CustomersQuery;
  onChange(change: Partial<CustomersQuery>): void;
}

const yesNo = (value: boolean | null): string => (value === null ? '' : value ? 'yes' : 'no');
const either = (value: string): boolean | null => (value === '' ? null : value === 'yes');

export function CustomerFilters({ query, onChange }: Props): VNode {
  const field = useRef<HTMLInputElement>(null);
  const typed = useSignal(query.q);
  useEffect(() => {
    if (document.activeElement !== field.current) typed.value = query.q; // back, forward, "show everybody"
  }, [query.q]);
  return (
    <div class="customers-tools" role="search">
      <span class="customers-search">
        <Icon name="search" />
        <input
          ref={field}
          type="search"
          data-search
          aria-label={t('Find a customer')}
          placeholder={t('Name, e-mail, phone or any number')}
          value={typed.value}
          maxLength={200}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
            onChange({ q: typed.value });
          }}
        />
      </span>
      <span class="customers-choices">
        <Choice
          label={t('Conversations')}
          value={yesNo(query.talked)}
          options={[
            ['', t('Any conversations')],
            ['yes', t('With a conversation')],
            ['no', t('Without a conversation')],
          ]}
          onChoose={(value) => onChange({ talked: either(value) })}
        />
        <Choice
          label={t('Verified')}
          value={yesNo(query.verified)}
          options={[
            ['', t('Verified or not')],
            ['yes', t('Verified')],
            ['no', t('Not verified')],
          ]}
          onChoose={(value) => onChange({ verified: either(value) })}
        />
        <Choice
          label={t('Channel')}
          value={query.channel ?? ''}
          options={[['', t('Every channel')], ...CHANNELS.map((one): [string, string] => [one, channelWords(one)])]}
          onChoose={(value) => onChange({ channel: CHANNELS.find((one) => one === value) ?? null })}
        />
        <Choice
          label={t('Last seen')}
          value={query.seenDays === null ? '' : String(query.seenDays)}
          options={[
            ['', t('Seen at any time')],
            ...SEEN_DAYS.map((days): [string, string] => [String(days), tn(days, 'Seen in the last day', 'Seen in the last {n} days')]),
          ]}
          onChoose={(value) => onChange({ seenDays: SEEN_DAYS.find((days) => String(days) === value) ?? null })}
        />
        <Choice
          label={t('Sort by')}
          value={query.sort}
          options={[
            ['last_activity', t('Last activity first')],
            ['name', t('By name')],
          ]}
          onChoose={(value) => onChange({ sort: value === 'name' ? 'name' : 'last_activity' })}
        />
        {isNarrowed(query) && (
          <button type="button" class="link-button" onClick={() => onChange({ ...EVERYBODY, q: query.q, sort: query.sort })}>
            {t('Clear filters')}
          </button>
        )}
      </span>
    </div>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  options: readonly (readonly [string, string])[];
  onChoose(value: string): void;
}

function Choice({ label, value, options, onChoose }: ChoiceProps): VNode {
  const first = options[0]?.[0];
  return (
    <select
      class={`customers-choice${value === first ? '' : ' is-chosen'}`}
      aria-label={label}
      value={value}
      onChange={(event) => onChoose(event.currentTarget.value)}
    >
      {options.map(([id, words]) => (
        <option key={id} value={id}>
          {words}
        </option>
      ))}
    </select>
  );
}
