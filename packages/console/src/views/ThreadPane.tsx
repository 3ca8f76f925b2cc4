// The conversation in the middle, or what to do when none is open.
import type { VNode } from 'preact';
import { Composer } from './Composer.js';
import { ThreadHeader } from './ThreadHeader.js';
import { ThreadLog } from './ThreadLog.js';
import { FirstSteps } from './FirstSteps.js';
import { filled } from '../ui/filled.js';
import { Icon } from '../ui/Icon.js';
import { t, tn } from '../state/t.js';
import { useConsole } from './console-context.js';
import { deeds } from './deed-parts.js';

export function ThreadPane(): VNode {
  const { store } = useConsole();
  const open = store.open.value;
  if (open === null) return <NothingOpen />;
  if (open.phase === 'forbidden') return <deeds.NotHere.View />;
  if (open.phase === 'loading' || open.view === null) {
    return (
      <>
        <ThreadHeader open={open} />
        <div class="thread-empty" aria-busy="true">
          <p class="late">{t('Loading the conversation…')}</p>
        </div>
      </>
    );
  }
  return (
    <>
      <ThreadHeader open={open} />
      <ThreadLog key={open.id} open={open} view={open.view} />
      <deeds.ActionFailure.View open={open} />
      <Composer key={`composer-${open.id}`} open={open} />
    </>
  );
}

function NothingOpen(): VNode {
  const { store } = useConsole();
  const counts = store.counts.value;
  const waiting = counts.unassigned;
  if (store.rowsReady.value && store.rows.value.size === 0 && Object.values(counts).every((n) => n === 0)) {
    return (
      <div class="thread-empty">
        <span class="thread-empty-icon">
          <Icon name="chat" size={28} />
        </span>
        <h2>{t('Your first conversation')}</h2>
        <FirstSteps />
      </div>
    );
  }
  return (
    <div class="thread-empty">
      <span class="thread-empty-icon">
        <Icon name="inbox" size={28} />
      </span>
      <h2>{waiting > 0 ? tn(waiting, 'One customer is waiting', '{n} customers are waiting') : t('No conversation open')}</h2>
      <p>{filled(t('Choose one from the list, or press {next} and {open}.'), { next: <kbd>J</kbd>, open: <kbd>Enter</kbd> })}</p>
      {store.rowsReady.value && <FirstSteps folded />}
    </div>
  );
}
