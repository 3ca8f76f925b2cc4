// Files on every store: reserved, stored, named by one message, read by whoever may read the conversation, and gone when they have to go (S65–S68).
import { describe, expect, it } from 'vitest';
import type { FileRef } from '@throughline/types';
import type { Principal } from '../../ports/store-delivery.js';
import type { Store } from '../../ports/store.js';
import { accepted, hex, message, NOON, stageOn } from './stage.js';
import type { Stage } from './stage.js';

const DAY = 24 * 3_600_000;
const PLENTY = { siteMaxBytes: 1_000_000, siteMaxFiles: 1_000 };

async function reserved({ store }: Stage, principal: Principal, { name = 'bill.pdf', size = 10, now = NOON } = {}): Promise<string> {
  const answer = await store.reserveFile({ principal, name, size, ...PLENTY, now });
  if (!answer.ok) throw new Error(`refused: ${answer.code}`);
  return answer.id;
}

async function stored(stage: Stage, principal: Principal, name = 'bill.pdf'): Promise<FileRef & { storage: string }> {
  const id = await reserved(stage, principal, { name });
  const storage = hex();
  const ref = await stage.store.fileStored({ principal, id, storage, content: { type: 'application/pdf', size: 9 } });
  if (ref === null) throw new Error('not stored');
  return { ...ref, storage };
}

const naming = (n: number, files: readonly FileRef[], text = '') => message(n, text, { body: { text, files: [...files] } });
const plain = ({ storage: _storage, ...ref }: FileRef & { storage: string }): FileRef => ref;
const send = (stage: Stage, principal: Principal, files: readonly FileRef[], conv?: string) =>
  stage.submit(principal, { ...(conv === undefined ? { conv_key: hex() } : { conv }), stream: hex(), msgs: [naming(1, files)] });

export function filesContract(open: () => Store): void {
  describe('files', () => {
    it('[S65] a file is reserved, stored once, and named by a message; a list shows its name where there are no words', async () => {
      const stage = await stageOn(open());
      const ana = await stage.visitor();
      const id = await reserved(stage, ana);
      expect(await stage.store.fileToStore({ principal: ana, id })).toEqual({ size: 10, stored: null });
      expect(await stage.store.fileFor({ principal: ana, id })).toBeNull();
      const content = { type: 'image/png', size: 9, width: 3, height: 2 } as const;
      const ref = await stage.store.fileStored({ principal: ana, id, storage: 's1', content });
      expect(ref).toEqual({ id, name: 'bill.pdf', type: 'image/png', size: 9, width: 3, height: 2 });
      expect(await stage.store.fileStored({ principal: ana, id, storage: 's2', content })).toBeNull();
      expect(await stage.store.fileToStore({ principal: ana, id })).toEqual({ size: 9, stored: ref });
      expect(await stage.store.fileFor({ principal: ana, id })).toEqual({ ref, storage: 's1' });
      const outcome = await send(stage, ana, ref === null ? [] : [ref]);
      const { conv } = accepted(outcome.answer);
      expect((await stage.lane(conv, 'pub')).at(-1)?.body).toEqual({ text: '', files: [ref] });
      expect(outcome.row?.lastText).toBe('bill.pdf');
      expect(outcome.handoff?.context.conversationId).toBe(conv);
      expect(await stage.store.fileToStore({ principal: ana, id })).toBeNull();
    });

    it('[S65] [P35] the same message again is its duplicate; another message with the file is refused for good', async () => {
      const stage = await stageOn(open());
      const ana = await stage.visitor();
      const file = plain(await stored(stage, ana));
      const batch = { conv_key: hex(), stream: hex(), msgs: [naming(1, [file], 'look')] };
      const first = accepted((await stage.submit(ana, batch)).answer);
      expect(accepted((await stage.submit(ana, batch)).answer).results).toMatchObject([{ n: 1, id: first.results[0]?.id, dup: true }]);
      const offered = {
        conv_key: batch.conv_key,
        stream: hex(),
        msgs: [{ ...naming(1, [file], 'look'), reoffer_of: `${batch.stream}:1` }],
      };
      expect(accepted((await stage.submit(ana, offered)).answer).results).toMatchObject([{ id: first.results[0]?.id, dup: true }]);
      const without = { ...batch, msgs: [message(1, 'look')] };
      expect((await stage.submit(ana, without)).answer).toEqual({ ok: false, code: 'conflict', n: 1 });
      expect((await send(stage, ana, [file])).answer).toEqual({ ok: false, code: 'rejected', n: 1, reason: 'unknown_file' });
    });

    it('[S65] of two messages in one batch with one file nothing is written', async () => {
      const stage = await stageOn(open());
      const ana = await stage.visitor();
      const file = plain(await stored(stage, ana));
      const { answer } = await stage.submit(ana, { conv_key: hex(), stream: hex(), msgs: [naming(1, [file]), naming(2, [file])] });
      expect(answer).toEqual({ ok: false, code: 'rejected', n: 2, reason: 'unknown_file' });
      expect(await stage.store.fileToStore({ principal: ana, id: file.id })).toMatchObject({ stored: file });
    });

    it('[S65] of two messages at once with one file exactly one is accepted', async () => {
      const stage = await stageOn(open());
      const ana = await stage.visitor();
      const file = plain(await stored(stage, ana));
      const answers = (await Promise.all([send(stage, ana, [file]), send(stage, ana, [file])])).map(({ answer }) => answer);
      expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
      expect(answers.find(({ ok }) => !ok)).toEqual({ ok: false, code: 'rejected', n: 1, reason: 'unknown_file' });
    });

    it('[S65] [S139] a message names only files that are stored, the sender’s own, and said as they are', async () => {
      const stage = await stageOn(open());
      const [ana, ben, ada] = [await stage.visitor(), await stage.visitor(), await stage.agent('Ada')];
      const file = plain(await stored(stage, ana));
      const onlyReserved = { ...file, id: await reserved(stage, ana) };
      const abroad = await stageOn(open());
      const foreign = plain(await stored(abroad, await abroad.visitor()));
      const wrong: [Principal, FileRef][] = [
        [ben, file],
        [ana, { ...file, name: 'other.pdf' }],
        [ana, { ...file, size: file.size + 1 }],
        [ana, { ...file, type: 'text/plain' }],
        [ana, { ...file, width: 1, height: 1 }],
        [ana, onlyReserved],
        [ana, { ...file, id: 'fil_nobody' }],
        [ana, foreign],
      ];
      for (const [who, ref] of wrong) {
        expect((await send(stage, who, [ref])).answer).toEqual({ ok: false, code: 'rejected', n: 1, reason: 'unknown_file' });
      }
      const { conv } = await stage.opened();
      expect((await send(stage, ada, [file], conv)).answer).toMatchObject({ reason: 'unknown_file' });
      const own = plain(await stored(stage, ada));
      expect((await send(stage, ada, [own], conv)).answer).toMatchObject({ ok: true });
    });

    it('labels to press are of agents, few and short, and say no card number', async () => {
      const stage = await stageOn(open());
      const { visitor, conv } = await stage.opened();
      const ada = await stage.agent('Ada');
      const asking = (quickReplies: unknown, text = 'Which one?') => ({ n: 1, kind: 'message', body: { text, quickReplies } });
      const says = async (who: Principal, quickReplies: unknown, text?: string) =>
        (await stage.submit(who, { conv, stream: hex(), msgs: [asking(quickReplies, text)] })).answer;
      expect(await says(ada, [' Yes ', 'Card 4111 1111 1111 1111'])).toMatchObject({ ok: true, results: [{ redacted: true }] });
      expect((await stage.lane(conv, 'pub')).at(-1)?.body['quickReplies']).toEqual(['Yes', expect.not.stringContaining('1111 1111')]);
      for (const bad of [[], [' '], ['x'.repeat(81)], Array.from({ length: 6 }, String), 'yes', [1]]) {
        expect(await says(ada, bad)).toEqual({ ok: false, code: 'bad_request' });
      }
      expect(await says(visitor, ['Yes'])).toEqual({ ok: false, code: 'bad_request' });
      expect(await says(ada, ['Yes'], ' ')).toEqual({ ok: false, code: 'rejected', n: 1, reason: 'empty' });
    });

    it('[S65] more than ten files, one twice and none at all are no message', async () => {
      const stage = await stageOn(open());
      const ana = await stage.visitor();
      const file = plain(await stored(stage, ana));
      for (const files of [[], [file, file], Array.from({ length: 11 }, (_, i) => ({ ...file, id: `fil_${i}` }))]) {
        expect((await send(stage, ana, files)).answer).toEqual({ ok: false, code: 'bad_request' });
      }
    });

    it('[S68] [S12] [S139] a file of a conversation is read by those who may read it; everybody else is told it is not there', async () => {
      const stage = await stageOn(open());
      const user = hex();
      const [ana, phone, ben] = [await stage.visitor(user), await stage.visitor(user), await stage.visitor()];
      const ada = await stage.agent('Ada');
      const abroad = await stageOn(open());
      const { storage, ...file } = await stored(stage, ana);
      const reads = async (who: Principal) => (await stage.store.fileFor({ principal: who, id: file.id }))?.storage ?? null;
      expect(await Promise.all([ana, phone, ben, ada].map(reads))).toEqual([storage, null, null, null]); // not sent yet
      accepted((await send(stage, ana, [file])).answer);
      const everybody = [ana, phone, ada, ben, await abroad.visitor(user), await abroad.agent('Eve'), { ...ada, role: 'analyst' }];
      expect(await Promise.all(everybody.slice(0, 6).map(reads))).toEqual([storage, storage, storage, null, null, null]);
      await stage.store.setAgentScope({ siteId: stage.siteId, id: ada.id, role: 'guest' });
      expect(await reads(ada)).toBeNull(); // an outsourced desk has what was given to it
    });

    it('[S68] [P14] [K65] a file of a note is read by agents alone, and goes with the note', async () => {
      const stage = await stageOn(open());
      const ana = await stage.visitor();
      const ada = await stage.agent('Ada');
      const conv = accepted((await stage.submit(ana, { conv_key: hex(), stream: hex(), msgs: [message(1, 'hello')] })).answer).conv;
      const { storage, ...file } = await stored(stage, ada);
      const does = (kind: string, body: Record<string, unknown>) =>
        stage.submit(ada, { conv, stream: hex(), msgs: [{ n: 1, kind, body }] });
      const noted = accepted((await does('note', { text: '', files: [file] })).answer);
      const reads = async (who: Principal) => (await stage.store.fileFor({ principal: who, id: file.id }))?.storage ?? null;
      expect(await Promise.all([ada, ana].map(reads))).toEqual([storage, null]);
      expect((await does('note', { text: 'twice', files: [file] })).answer).toMatchObject({ code: 'rejected', reason: 'unknown_file' });
      accepted((await does('note_delete', { noteId: noted.results[0]?.id })).answer);
      expect(await reads(ada)).toBeNull();
      const removed = await stage.store.removedFiles({ storedBefore: 0, reservedBefore: 0, skip: 0, limit: 500 });
      expect(removed.filter(({ siteId }) => siteId === stage.siteId).map((one) => one.storage)).toEqual([storage]);
    });

    it('[S68] a ticket opens one file once, for a minute, and only while whoever asked may read it', async () => {
      const stage = await stageOn(open());
      const { store, siteId } = stage;
      const [ana, ben] = [await stage.visitor(), await stage.visitor()];
      const { storage, ...file } = await stored(stage, ana);
      const ticket = async (who: Principal, hash: string, now = NOON) =>
        store.createFileTicket({ principal: who, id: file.id, hash, now, expiresAt: now + 60_000 });
      const take = async (hash: string, now = NOON) => (await store.takeFileTicket({ siteId, hash, now }))?.storage ?? null;
      const [one, two, three] = [hex(), hex(), hex()];
      expect(await ticket(ben, hex())).toBe(false);
      expect(await ticket(ana, one)).toBe(true);
      const taken = await Promise.all([take(one), take(one), take(one)]);
      expect(taken.filter((name) => name !== null)).toEqual([storage]);
      expect(await ticket(ana, two)).toBe(true);
      expect(await store.takeFileTicket({ siteId: (await stageOn(open())).siteId, hash: two, now: NOON })).toBeNull();
      expect(await take(two, NOON + 60_000)).toBeNull();
      expect(await ticket(ana, three)).toBe(true);
      await store.revokeVisitor({ siteId, id: ana.id });
      expect(await take(three)).toBeNull();
    });

    it('[S65] what no message named within a day is given up, and forgotten when its bytes are gone', async () => {
      const stage = await stageOn(open());
      const { store, siteId } = stage;
      const ana = await stage.visitor();
      const sent = await stored(stage, ana);
      accepted((await send(stage, ana, [plain(sent)])).answer);
      const left = await stored(stage, ana);
      const empty = await reserved(stage, ana);
      const fresh = await reserved(stage, ana, { now: NOON + DAY });
      const ours = async (before: number) =>
        (await store.removedFiles({ storedBefore: before, reservedBefore: before, skip: 0, limit: 500 })).filter(
          (file) => file.siteId === siteId,
        );
      expect(await ours(NOON)).toEqual([]);
      const removed = await ours(NOON + 1);
      expect(removed.map(({ id, storage }) => [id, storage]).sort()).toEqual(
        [
          [left.id, left.storage],
          [empty, null],
        ].sort(),
      );
      expect(await store.fileFor({ principal: ana, id: left.id })).toBeNull();
      expect((await send(stage, ana, [plain(left)])).answer).toMatchObject({ reason: 'unknown_file' });
      expect((await ours(NOON + 1)).length).toBe(2); // until somebody says that the bytes are gone
      expect((await store.knownStorage({ names: [sent.storage, left.storage, 'x'] })).sort()).toEqual([sent.storage, left.storage].sort());
      await store.forgetFiles({ files: removed });
      expect(await ours(NOON + 1)).toEqual([]);
      expect(await store.knownStorage({ names: [sent.storage, left.storage] })).toEqual([sent.storage]);
      expect(await store.fileToStore({ principal: ana, id: fresh })).toMatchObject({ stored: null });
    });

    it('[S65] what was reserved and never uploaded is given up sooner than what was, and makes room', async () => {
      const stage = await stageOn(open());
      const { store } = stage;
      const ana = await stage.visitor();
      const kept = await stored(stage, ana);
      const empty = await reserved(stage, ana);
      await store.removedFiles({ storedBefore: NOON, reservedBefore: NOON + 1, skip: 0, limit: 500 });
      expect(await store.fileToStore({ principal: ana, id: empty })).toBeNull();
      expect(await store.fileToStore({ principal: ana, id: kept.id })).toMatchObject({ stored: { id: kept.id } });
      const ask = { principal: ana, name: 'a', siteMaxBytes: 1_000, siteMaxFiles: 1_000, now: NOON };
      expect(await store.reserveFile({ ...ask, size: 1_000 - 9 })).toMatchObject({ ok: true });
    });

    it('[S47] [S140] a site keeps so much and no more', async () => {
      const stage = await stageOn(open());
      const principal = await stage.visitor();
      const ask = { principal, name: 'a', size: 60, siteMaxBytes: 100, siteMaxFiles: 2, now: NOON };
      expect(await stage.store.reserveFile(ask)).toMatchObject({ ok: true });
      expect(await stage.store.reserveFile(ask)).toEqual({ ok: false, code: 'full' });
      expect(await stage.store.reserveFile({ ...ask, size: 39 })).toMatchObject({ ok: true });
      expect(await stage.store.reserveFile({ ...ask, size: 1 })).toEqual({ ok: false, code: 'full' });
    });

    it('[S77] an erased conversation keeps no name of a file, nobody reads one of it, and its bytes are to be removed', async () => {
      const stage = await stageOn(open());
      const { store, siteId } = stage;
      const ana = await stage.visitor();
      const ada = await stage.agent('Ada');
      const sent = await stored(stage, ana, 'diagnosis.pdf');
      const { conv } = accepted((await send(stage, ana, [plain(sent)])).answer);
      const answer = await stored(stage, ada, 'reply.pdf');
      accepted((await send(stage, ada, [plain(answer)], conv)).answer);
      const unsent = await stored(stage, ana, 'unsent.pdf');
      const row = await store.row({ siteId, conv });
      const erased = await store.eraseCustomer({ siteId, customerId: row?.customer.id ?? '', actor: 'agt_1', now: NOON + 1 });
      const left = JSON.stringify([await stage.lane(conv, 'pub'), await store.row({ siteId, conv })]);
      expect(['diagnosis', 'reply.pdf', sent.id, answer.id].filter((word) => left.includes(word))).toEqual([]);
      for (const id of [sent.id, answer.id]) expect(await store.fileFor({ principal: ada, id })).toBeNull();
      expect(erased?.files.map(({ storage }) => storage).sort()).toEqual([sent.storage, answer.storage, unsent.storage].sort());
      const removed = await store.removedFiles({ storedBefore: 0, reservedBefore: 0, skip: 0, limit: 500 });
      const ours = removed.filter((file) => file.siteId === siteId).map(({ storage }) => storage);
      expect(ours.sort()).toEqual([sent.storage, answer.storage, unsent.storage].sort());
    });
  });
}
