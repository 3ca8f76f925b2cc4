// The conversation in the middle, or what to do when none is open.
import type { VNode } from 'preact';
import { Composer } from './Composer.js';
import { ThreadHeader } from './ThreadHeader.js';
import { ThreadLog } from './ThreadLog.js';
import { FirstSteps } from './FirstSteps.js';
import { ActionFailure } from './ActionFailure.js';
import { Icon } from '../ui/Icon.js';
import { viewRoute } from '../state/route.js';
import { useConsole } from './console-context.js';

export function ThreadPane(): VNode {
  const { store, actions } = useConsole();
  const open = store.open.value;
  if (open === null) return <NothingOpen />;
  if (open.phase === 'forbidden') {
    return (
      <div class="thread-empty">
        <h2>This conversation is not here</h2>
        <p>It does not exist, or you may not see it. An admin of your site can grant access.</p>
        <button type="button" class="button" onClick={() => actions.go(viewRoute(store.view.value))}>
          Back to the list
        </button>
      </div>
    );
  }
  if (open.phase === 'loading' || open.view === null) {
    return (
      <>
        <ThreadHeader open={open} />
        <div class="thread-empty" aria-busy="true">
          <p class="late">Loading the conversation…</p>
        </div>
      </>
    );
  }
  return (
    <>
      <ThreadHeader open={open} />
      <ThreadLog key={open.id} open={open} view={open.view} />
      <ActionFailure open={open} />
      <Composer key={`composer-${open.id}`} open={open} />
    </>
  );
}

function NothingOpen(): VNode {
  const { store } = useConsole();
  const waiting = store.counts.value.unassigned;
  if (store.rowsReady.value && store.rows.value.size === 0) {
    return (
      <div class="thread-empty">
        <span class="thread-empty-icon">
          <Icon name="chat" size={28} />
        </span>
        <h2>Your first conversation</h2>
        <FirstSteps />
      </div>
    );
  }
  return (
    <div class="thread-empty">
      <span class="thread-empty-icon">
        <Icon name="inbox" size={28} />
      </span>
      <h2>{waiting > 0 ? (waiting === 1 ? 'One customer is waiting' : `${waiting} customers are waiting`) : 'No conversation open'}</h2>
      <p>
        Choose one from the list, or press <kbd>J</kbd> and <kbd>Enter</kbd>.
      </p>
    </div>
  );
}
