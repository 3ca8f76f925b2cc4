import { expect, it } from 'vitest';
import { limits } from '@throughline/types';
import { memoryStorage } from './device-storage.js';
import { loadDrafts, saveDraft } from './drafts.js';

it('[K32] a draft is kept per conversation and person, with its mode, and expires', () => {
  const device = memoryStorage();
  saveDraft(device, 'agt_1', 'cnv_1', { text: 'half a sen', mode: 'note' }, 1_000);
  saveDraft(device, 'agt_1', 'cnv_2', { text: 'other', mode: 'reply' }, 1_000);
  saveDraft(device, 'agt_1', 'cnv_2', { text: '', mode: 'reply' }, 1_000);
  device.set('throughline.draft.agt_1.cnv_3', 'not json');
  expect([...loadDrafts(device, 'agt_1', 2_000)]).toEqual([['cnv_1', { text: 'half a sen', mode: 'note' }]]);
  expect([...loadDrafts(device, 'agt_2', 2_000)]).toEqual([]);
  expect([...loadDrafts(device, 'agt_1', 1_001 + limits.OUTBOX_KEEP_MS)]).toEqual([]);
  expect(device.keys('throughline.draft.agt_1')).toEqual([]);
});
