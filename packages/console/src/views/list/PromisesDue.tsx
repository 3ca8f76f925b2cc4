// What the agent promised and has to keep by the end of today, late ones first (K72): above Mine, because the conversation it was given in
// may be closed long ago. The relay says which; a push, a new connection and the next day ask it again.
import type { VNode } from 'preact';
import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { OwedPromise } from '@throughline/types';
import { dueWords } from '../../state/context-words.js';
import { promiseSettledWords } from '../../state/code-words.js';
import { owedBefore } from '../../state/owed-before.js';
import { convRoute, customerRoute } from '../../state/route.js';
import { t } from '../../state/t.js';
import { capital } from '../../state/words.js';
import { facets } from '../../ui/facets.js';
import { Icon } from '../../ui/Icon.js';
import { Time } from '../../ui/marks.js';
import { useConsole } from '../console-context.js';
import { followLink } from '../follow-link.js';
import { useAsked } from '../use-asked.js';
import { useDeed } from '../use-deed.js';

export function PromisesDue(): VNode | null {
  const { store, actions } = useConsole();
  const changes = useSignal(0);
  const before = owedBefore(store.now.value);
  const online = store.connection.value.state === 'online';
  /** Each new connection asks, the loss of one does not. */
  const link = useRef({ online, count: 0 });
  if (online && !link.current.online) link.current.count += 1;
  link.current.online = online;
  const owed = useAsked(`${before} ${link.current.count} ${changes.value}`, () =>
    actions.ask((api) => api.owedPromises(new Date(before).toISOString())),
  );
  useSignalEffect(() => {
    if (store.settingsChanged.value?.kind === 'promise') changes.value = changes.peek() + 1;
  });
  const items = owed.value.value?.items ?? [];
  if (owed.problem.value !== null && owed.value.value === null && online)
    return (
      <p class="due field-error" role="alert">
        {t('Promises due')}: {owed.problem.value}{' '}
        <button type="button" class="link-button" onClick={() => (changes.value += 1)}>
          {t('Try again')}
        </button>
      </p>
    );
  if (items.length === 0) return null;
  return (
    <section class="due" aria-label={t('Promises due')}>
      <h2>
        {t('Promises due')}
        <span class="due-count">
          {items.length}
          {owed.value.value?.more === true && '+'}
        </span>
      </h2>
      <ul role="list">
        {items.map((promise) => (
          <Due key={promise.id} promise={promise} />
        ))}
      </ul>
    </section>
  );
}

function Due({ promise }: { promise: OwedPromise }): VNode {
  const { store, actions, panels, href } = useConsole();
  const deed = useDeed();
  const named = useId();
  const at = Date.parse(promise.dueAt);
  const now = store.now.value;
  const late = at < now;
  const session = store.session.value;
  const mayKeep = session.state === 'signed_in' && session.session.agent.role !== 'guest';
  const to = placeOf(promise, store.view.value);
  // Kept here or elsewhere, the line is gone, and what had the focus with it: it goes on in the list (K117).
  useEffect(
    () => () => {
      if (held(named)) panels.focusRow.value += 1;
    },
    [],
  );
  return (
    <li>
      <div class="due-line">
        <a
          class="due-what"
          href={href(to)}
          onClick={followLink(() => {
            panels.sourceTitle.value = promise.text;
            actions.go(to);
          })}
        >
          <span id={named} class="due-text" dir="auto">
            {capital(promise.text)}
          </span>
          <span class={`due-when ${late ? 'is-late' : ''}`}>
            {late && <Icon name="alert" size={12} />}
            {facets(<bdi>{promise.customerName}</bdi>, <Time at={at}>{dueWords(at, now, true)}</Time>)}
          </span>
        </a>
        {mayKeep && (
          <button
            type="button"
            class="button button-small"
            aria-describedby={named}
            aria-disabled={deed.busy.value}
            onClick={() =>
              void deed.run(
                (ask) => ask.settlePromise(promise.id, 'kept'),
                () => {
                  store.status.value = promiseSettledWords('kept');
                  store.settingsChanged.value = { kind: 'promise' }; // as the push will say
                },
              )
            }
          >
            {t('Kept')}
          </button>
        )}
      </div>
      {deed.problem.value !== null && (
        <p class="field-error" role="alert">
          {deed.problem.value}
        </p>
      )}
    </li>
  );
}

/** Whether the line that is named by this element has the focus. */
const held = (named: string): boolean => document.getElementById(named)?.closest('li')?.contains(document.activeElement) === true;

/** The entry that says it, else its conversation or its customer with the promise as it was recorded beside it. */
function placeOf({ conversationId, entryId, customerId, refs }: OwedPromise, view: string) {
  if (conversationId !== undefined && entryId !== undefined) return { ...convRoute(view, conversationId), entry: entryId };
  const place = conversationId === undefined ? customerRoute(view, customerId) : convRoute(view, conversationId);
  const [made] = refs;
  return { ...place, sources: made === undefined ? [] : [{ type: made.type, id: made.id }] };
}
