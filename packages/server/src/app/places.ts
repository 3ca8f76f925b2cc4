// How many deliveries may be under way: of one endpoint, of one site, of all. Whoever takes places gives every one of them back.
import type { WebhookName } from '../ports/store-webhooks.js';

export interface Places {
  /** As many places as are free for this endpoint; 0: none. */
  take(name: WebhookName): number;
  give(name: WebhookName, count: number): void;
}

export function places({ ofAll, ofSite, ofWebhook }: { ofAll: number; ofSite: number; ofWebhook: number }): Places {
  const taken = new Map<string, number>();
  const keysOf = ({ siteId, id }: WebhookName): readonly (readonly [key: string, max: number])[] => [
    ['', ofAll],
    [siteId, ofSite],
    [`${siteId} ${id}`, ofWebhook],
  ];
  const add = (name: WebhookName, count: number): void => {
    for (const [key] of keysOf(name)) {
      const now = (taken.get(key) ?? 0) + count;
      if (now > 0) taken.set(key, now);
      else taken.delete(key);
    }
  };
  return {
    take(name) {
      const free = Math.max(0, Math.min(...keysOf(name).map(([key, max]) => max - (taken.get(key) ?? 0))));
      add(name, free);
      return free;
    },
    give: (name, count) => add(name, -count),
  };
}
