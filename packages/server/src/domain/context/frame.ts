// What a context says about itself and about the hand-off that made it (context.md §12). Pure.
import { limits } from '@throughline/types';
import type { HandoffContext } from '@throughline/types';
import { toIso } from '../time/civil.js';
import { waitedSeconds } from './effort.js';
import type { ContextMaterial, PastInteraction } from './material.js';
import { shown } from './plain-text.js';

type Handoff = HandoffContext['handoff'];

export function frameOf({ handoff, siteId, conversation, site }: ContextMaterial, now: number) {
  return {
    contextId: handoff.contextId,
    siteId,
    ...(conversation === null ? {} : { conversationId: conversation.id }),
    revision: handoff.revision,
    basis: handoff.basis,
    generatedAt: toIso(now),
    locale: site.locale,
  };
}

export interface HandoffInput {
  channel: PastInteraction['channel'];
  reason: HandoffContext['reason'];
  now: number;
}

export function handoffOf(material: ContextMaterial, { channel, reason, now }: HandoffInput): Handoff {
  const { handoff, conversation } = material;
  return {
    kind: handoff.kind,
    ...(handoff.from === undefined ? {} : { from: fromOf(handoff.from) }),
    ...(handoff.toTeamId === undefined ? {} : { toTeamId: handoff.toTeamId }),
    channel,
    ...(reason === undefined ? {} : { reason: reason.label }),
    transferCount: conversation?.transfers ?? 0,
    waitedSeconds: waitedSeconds(material, now),
  };
}

function fromOf(from: NonNullable<Handoff['from']>): NonNullable<Handoff['from']> {
  return from.note === undefined ? from : { ...from, note: shown(from.note, limits.NOTE_MAX_CHARS) };
}
