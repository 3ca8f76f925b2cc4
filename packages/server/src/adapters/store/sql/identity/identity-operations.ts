// The operations of ports/store-identity.ts.
import type { IdentityOps } from '../../../../ports/store-identity.js';
import type { OperationsOf } from '../operation.js';
import { recordCheck } from './checks.js';
import { notThisPerson } from './conversation-owner.js';
import { allowUserHashes, userHashesUntil } from './identity-settings.js';
import { mergesOf, requestMerge } from './request-merge.js';
import { identifiersOf } from './held-identifiers.js';
import { createResumeCode, redeemedObjects } from './resume-code-rows.js';
import { split } from './split.js';
import { decideSuggestion, previewSuggestion, suggestionsOf } from './suggestions.js';
import { undo } from './undo.js';

export const identityOperations: OperationsOf<IdentityOps> = {
  customerIdentifiers: { kind: 'read', run: identifiersOf },
  mergeCustomers: { kind: 'write', run: requestMerge },
  merges: { kind: 'read', run: mergesOf },
  undoMerge: { kind: 'write', run: undo },
  splitIdentifiers: { kind: 'write', run: split },
  suggestions: { kind: 'read', run: suggestionsOf },
  suggestionPreview: { kind: 'write', run: previewSuggestion },
  decideSuggestion: { kind: 'write', run: decideSuggestion },
  notThisPerson: { kind: 'write', run: notThisPerson },
  recordCheck: { kind: 'write', run: recordCheck },
  createResumeCode: { kind: 'write', run: createResumeCode },
  redeemedObjects: { kind: 'read', run: redeemedObjects },
  userHashesUntil: { kind: 'read', run: userHashesUntil },
  allowUserHashes: { kind: 'write', run: allowUserHashes },
};
