// A list with questions gets a name (K18), for oneself or, from leads and admins, for everybody.
import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import type { Answer } from '../../state/answer.js';
import { answerWords } from '../../state/answer-words.js';
import type { ContextActions } from '../../state/context-actions.js';
import { isPlain, savedAddress } from '../../state/list-address.js';
import { queryFor, wholeFilter } from '../../state/lists.js';
import type { SavedView } from '../../state/lists.js';
import { mayAdminister } from '../../state/roles.js';
import { viewRoute } from '../../state/route.js';
import { t } from '../../state/t.js';
import { useConsole } from '../console-context.js';

/** An own view that was changed is saved again in its place. */
export function SaveView(): VNode | null {
  const { store, actions } = useConsole();
  const name = useRef<HTMLInputElement>(null);
  const shared = useSignal(false);
  const problem = useSignal<string | null>(null);
  const busy = useSignal(false);
  const deleting = useSignal(false);
  const place = store.list.value;
  const session = store.session.value;
  const held = store.savedViews.value?.find((view) => view.id === place.saved);
  const own = held !== undefined && held.ownerId === store.agentId.value;
  if (place.view === 'mentions' || (place.view !== 'saved' && isPlain(place) && place.sort === null)) return null;
  const mayShare = session.state === 'signed_in' && (mayAdminister(session.session.agent.role) || session.session.agent.role === 'lead');
  const doc = {
    filter: place.view === 'saved' ? (queryFor(place, store.savedViews.value)?.filter ?? {}) : wholeFilter(place),
    sort: queryFor(place, store.savedViews.value)?.sort ?? 'wait',
  };
  async function keep(saving: (api: ContextActions) => Promise<Answer<SavedView>>): Promise<void> {
    if (busy.value) return; // pressed twice, saved once
    busy.value = true;
    const answer = await actions.ask(saving);
    busy.value = false;
    problem.value = answer.ok ? null : answerWords(answer.code);
    if (!answer.ok) return;
    const others = (store.savedViews.value ?? []).filter((view) => view.id !== answer.value.id);
    store.savedViews.value = [...others, answer.value];
    store.status.value = t('Saved as “{name}”', { name: answer.value.doc.name });
    actions.go(viewRoute(savedAddress(answer.value.id)));
  }
  async function remove(view: SavedView): Promise<void> {
    if (!deleting.value) {
      deleting.value = true; // it is gone for everybody it is shared with: a second press says so (K82)
      return;
    }
    if (busy.value) return;
    busy.value = true;
    const answer = await actions.ask((api) => api.removeView(view.id));
    busy.value = false;
    problem.value = answer.ok ? null : answerWords(answer.code);
    if (!answer.ok) return;
    actions.go(viewRoute('all'));
    store.savedViews.value = (store.savedViews.value ?? []).filter((one) => one.id !== view.id);
  }
  if (held !== undefined && own) {
    return (
      <div class="tools-row">
        {!isPlain(place) || place.sort !== null ? (
          <button
            type="button"
            class="button"
            onClick={() => void keep((api) => api.changeView({ ...held, doc: { ...held.doc, ...doc } }))}
          >
            {t('Save “{name}”', { name: held.doc.name })}
          </button>
        ) : null}
        <button type="button" class="link-button" onBlur={() => (deleting.value = false)} onClick={() => void remove(held)}>
          {deleting.value ? t('Delete it for good?') : t('Delete this view')}
        </button>
        {problem.value !== null && (
          <p class="tools-problem" role="alert">
            {problem.value}
          </p>
        )}
      </div>
    );
  }
  if (held !== undefined && isPlain(place)) return null;
  return (
    <form
      class="tools-row"
      onSubmit={(event) => {
        event.preventDefault();
        const called = name.current?.value.trim() ?? '';
        if (called === '') name.current?.focus();
        else void keep((api) => api.saveView({ name: called, shared: shared.value, ...doc }));
      }}
    >
      <input ref={name} type="text" maxLength={80} aria-label={t('Name of the view')} placeholder={t('Name of the view')} />
      <button type="submit" class="button">
        {t('Save view')}
      </button>
      {mayShare && (
        <label>
          <input type="checkbox" checked={shared.value} onChange={(event) => (shared.value = event.currentTarget.checked)} />{' '}
          {t('for everybody')}
        </label>
      )}
      {problem.value !== null && (
        <p class="tools-problem" role="alert">
          {problem.value}
        </p>
      )}
    </form>
  );
}
