// Nothing on screen is stale in silence (K11): one bar says that the relay is not heard, since when, and that writing goes on.
import type { VNode } from 'preact';
import { Icon } from '../ui/Icon.js';
import { durationWords } from '../state/words.js';
import { useConsole } from './console-context.js';
import { t } from '../state/t.js';

export const STALE_MS = 15_000; // K11
const LONG_GONE_MS = 60_000; // from here: waiting texts are mentioned

function ago(ms: number): string {
  return t('{time} ago', { time: ms < 60_000 ? t('{n} s', { n: Math.max(1, Math.round(ms / 1_000)) }) : durationWords(ms) });
}

export function ConnectionBar(): VNode | null {
  const { store, actions } = useConsole();
  const connection = store.connection.value;
  const quietMs = store.now.value - store.syncedAt.value;
  if (connection.state === 'upgrade_needed') {
    return (
      <div class="bar bar-warn" role="alert">
        <Icon name="retry" />
        <span>{t('A new version is ready. Your drafts are kept.')}</span>
        <button type="button" class="button" onClick={() => window.location.reload()}>
          {t('Reload')}
        </button>
      </div>
    );
  }
  if (connection.state === 'online') {
    if (quietMs <= STALE_MS) return null;
    return (
      <div class="bar" role="status">
        <Icon name="clock" />
        <span>{t('Checking for new messages, last heard {ago}', { ago: ago(quietMs) })}</span>
      </div>
    );
  }
  if (connection.since === null)
    return (
      <div class="bar late" role="status">
        {t('Connecting…')}
      </div>
    );
  return (
    <div class="bar bar-warn" role="status">
      <Icon name="retry" />
      <span>
        {store.now.value - connection.since > LONG_GONE_MS
          ? t('Reconnecting, last synced {ago}. Replies wait on this device and are sent by themselves.', { ago: ago(quietMs) })
          : t('Reconnecting, last synced {ago}', { ago: ago(quietMs) })}
      </span>
      <button type="button" class="button" onClick={actions.reconnectNow}>
        {t('Try now')}
      </button>
    </div>
  );
}
