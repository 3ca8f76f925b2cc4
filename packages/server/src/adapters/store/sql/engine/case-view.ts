// A case as the API gives it.
import type { CaseView } from '@throughline/types';
import type { StoredCase } from '../../../../domain/cases/model.js';
import { refsOf, sourceRef } from '../../../../domain/context/refs.js';
import { toIso } from '../../../../domain/time/civil.js';

export function caseView(stored: StoredCase): CaseView {
  const { id, customerId, title, status, reason, department, openedAt, dueAt, resolution, conversationIds, itemNumbers, refs } = stored;
  return {
    id,
    customerId,
    title,
    status,
    ...(reason === null ? {} : { reason }),
    ...(department === null ? {} : { department }),
    openedAt: toIso(openedAt),
    ...(dueAt === null ? {} : { dueAt: toIso(dueAt) }),
    ...(resolution === null ? {} : { resolution }),
    conversationIds,
    itemNumbers,
    refs: refsOf(refs.map(sourceRef)),
  };
}
