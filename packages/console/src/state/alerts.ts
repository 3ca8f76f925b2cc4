// Order of open alerts: what cannot wait first, then the newest, then the id, so that everybody sees the same list. Pure.
import type { AlertView } from '@throughline/types';

const RANK: Record<AlertView['severity'], number> = { critical: 0, warn: 1, info: 2 };

export const sortedAlerts = (alerts: Iterable<AlertView>): AlertView[] =>
  [...alerts].sort(
    (a, b) => RANK[a.severity] - RANK[b.severity] || Date.parse(b.at) - Date.parse(a.at) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
