// Nothing on screen is stale in silence (K11): one bar says that the relay is not heard, since when, and that writing goes on.
import type { VNode } from 'preact';
import { Icon } from '../ui/Icon.js';
import { durationWords } from '../state/words.js';
import { useConsole } from './console-context.js';

export const STALE_MS = 15_000; // K11
const LONG_GONE_MS = 60_000; // from here: waiting texts are mentioned

function ago(ms: number): string {
  return ms < 60_000 ? `${Math.max(1, Math.round(ms / 1_000))} s ago` : `${durationWords(ms)} ago`;
}

export function ConnectionBar(): VNode | null {
  const { store, actions } = useConsole();
  const connection = store.connection.value;
  const quietMs = store.now.value - store.syncedAt.value;
  if (connection.state === 'upgrade_needed') {
    return (
      <div class="bar bar-warn" role="alert">
        <Icon name="retry" />
        <span>A new version is ready. Your drafts are kept.</span>
        <button type="button" class="button" onClick={() => window.location.reload()}>
          Reload
        </button>
      </div>
    );
  }
  if (connection.state === 'online') {
    if (quietMs <= STALE_MS) return null;
    return (
      <div class="bar" role="status">
        <Icon name="clock" />
        <span>Checking for new messages, last heard {ago(quietMs)}</span>
      </div>
    );
  }
  if (connection.since === null)
    return (
      <div class="bar late" role="status">
        Connecting…
      </div>
    );
  return (
    <div class="bar bar-warn" role="status">
      <Icon name="retry" />
      <span>
        Reconnecting, last synced {ago(quietMs)}
        {store.now.value - connection.since > LONG_GONE_MS && '. Replies wait on this device and are sent by themselves'}
      </span>
      <button type="button" class="button" onClick={actions.reconnectNow}>
        Try now
      </button>
    </div>
  );
}
