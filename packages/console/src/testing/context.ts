// A hand-off context with nothing but what every customer has; tests add what they are about.
import type { HandoffContext, Ref } from '@throughline/types';

export const AT = '2026-03-03T10:02:00.000Z';
export const ref = (id: string, type: Ref['type'] = 'interaction'): Ref => ({ type, id, at: AT, visibility: 'shared' });

export function context(change: Partial<HandoffContext> = {}): HandoffContext {
  return {
    schemaVersion: '1',
    contextId: 'ctx_1',
    siteId: 'site_1',
    conversationId: 'cnv_1',
    revision: 1,
    basis: 'handoff',
    generatedAt: AT,
    locale: 'en',
    handoff: { kind: 'new', channel: 'web_chat', transferCount: 0, waitedSeconds: 0 },
    customer: {
      customerId: 'cus_1',
      match: 'unknown',
      verification: { level: 0, methods: [] },
      identifiers: [],
      groups: [],
      possibleMatches: [],
      preferences: { accessibility: [], doNotContact: [] },
    },
    headline: { text: 'Unidentified customer: new conversation.', refs: [ref('cnv_1', 'conversation')] },
    brief: [],
    alerts: [],
    statedFacts: [],
    attempts: [],
    openCases: [],
    commitments: [],
    trackedItems: [],
    recentActivity: [],
    live: { online: false },
    journeys: [],
    sentiment: { state: 'unknown', trend: 'unknown' },
    effort: {
      score: 0,
      contacts7d: 1,
      channelSwitches: 0,
      transfers: 0,
      repeatExplanations: 0,
      reAsks: 0,
      failedSelfService: 0,
      waitedSeconds: 0,
      brokenCommitments: 0,
    },
    risk: { churn: 'unknown', why: [] },
    guidance: [],
    history: { interactions: 1, conversations: 1, byChannel: { web_chat: 1 }, timelineCursor: '' },
    previousConversations: [],
    timeline: { items: [], cursor: null },
    coverage: { sources: [], redactions: 0, hiddenByScope: 0, rebuilding: false },
    ...change,
  };
}
