// The visitor's other tabs, by Web Locks and BroadcastChannel. Both end at the origin and, in current browsers, at the top-level site.
// Invariant: a page that leaves keeps no lock, so it may be frozen or kept for going back without holding anybody up.
import type { MeetNeighbours } from '../core/neighbours-port.js';

export const meetNeighbours: MeetNeighbours = (name, { heard, granted, refused, leaving }) => {
  const { locks } = navigator; // missing on insecure pages
  if (!locks || typeof BroadcastChannel !== 'function') return null;
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }) => heard(data);
  const signals = ['pagehide', 'freeze'];
  for (const signal of signals) addEventListener(signal, leaving, true);
  return {
    say: (message) => channel.postMessage(message),
    claim() {
      const given = new AbortController();
      const { signal } = given;
      const held = new Promise<void>((resolve) => {
        signal.onabort = () => resolve();
      });
      locks
        .request(name, { signal }, () => {
          granted();
          return held;
        })
        .catch(() => signal.aborted || refused()); // an opaque origin
      return () => given.abort();
    },
    hidden: () => document.visibilityState === 'hidden',
    close() {
      for (const signal of signals) removeEventListener(signal, leaving, true);
      channel.close();
    },
  };
};
