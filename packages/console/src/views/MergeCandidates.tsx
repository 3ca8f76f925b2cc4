// Who could be meant by what is typed into the merge dialog: names and masked identifiers, so that nobody has to look up an id (K92).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { CustomerListItem } from '@throughline/types';
import { facets } from '../ui/facets.js';
import { t, tn } from '../state/t.js';
import { identifierWords } from '../state/words.js';
import { VerifiedMark } from '../ui/marks.js';
import { useConsole } from './console-context.js';

const PAUSE_MS = 250; // in typing, before it is searched for
const SHOWN = 5;
/** The id of a customer, which is no name to search for. */
export const IS_ID = /^cus_[\w-]+$/;

interface Props {
  typed: string;
  /** The one on the page: nobody is merged into themselves. */
  exceptId: string;
  onChoose(customer: CustomerListItem): void;
}

export function MergeCandidates({ typed, exceptId, onChoose }: Props): VNode | null {
  const { actions } = useConsole();
  const found = useSignal<{ q: string; items: readonly CustomerListItem[] } | null>(null);
  const q = typed.trim();
  const searches = q.length > 1 && !IS_ID.test(q);
  useEffect(() => {
    if (!searches) return undefined;
    let over = false;
    const timer = window.setTimeout(() => {
      void actions
        .ask((api) => api.customers({ q, include: 'all' }))
        .then((answer) => {
          if (!over) found.value = { q, items: answer.ok ? answer.value.items.filter(({ id }) => id !== exceptId).slice(0, SHOWN) : [] };
        });
    }, PAUSE_MS);
    return () => {
      over = true;
      window.clearTimeout(timer);
    };
  }, [q]);
  if (!searches || found.value?.q !== q) return null;
  if (found.value.items.length === 0) return <p class="field-hint">{t('Nobody else is found by this.')}</p>;
  return (
    <ul class="stack merge-candidates" role="list" aria-label={t('Customers found')}>
      {found.value.items.map((customer) => (
        <li key={customer.id}>
          <button type="button" class="source-line" onClick={() => onChoose(customer)}>
            <span class="stack-title">
              <bdi>{customer.name}</bdi> <VerifiedMark trust={customer.trust} />
            </span>
            <span class="stack-sub">
              {facets(
                ...customer.identifiers.slice(0, 2).map(({ type, value }) => (
                  <span key={value}>
                    {identifierWords(type)} <bdi>{value}</bdi>
                  </span>
                )),
                tn(customer.conversations, '{n} conversation', '{n} conversations'),
              )}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
