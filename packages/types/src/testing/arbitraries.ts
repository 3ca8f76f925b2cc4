// Random values of the protocol, for property tests of every package. Only tests import this: fast-check is a development dependency.
import fc from 'fast-check';
import { BATCH_MAX_MESSAGES } from '../limits.js';
import type { Author, Entry, Lane } from '../model/entry.js';
import type { SubmitMessage } from '../protocol/from-visitor.js';

/** 32 hex digits: epochs, streams, conversation keys. */
export const hex128s: fc.Arbitrary<string> = fc.string({
  unit: fc.constantFrom(...'0123456789abcdef'.split('')),
  minLength: 32,
  maxLength: 32,
});

/** An id with its prefix, as `ent_…`. */
export const ids = (prefix: string): fc.Arbitrary<string> => fc.uuid({ version: 4 }).map((uuid) => `${prefix}_${uuid.replaceAll('-', '')}`);

/** A text that both stores keep as it is: any planes, no NUL, no half of a surrogate pair; not blank. */
export const chatTexts: fc.Arbitrary<string> = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 200 })
  .map((text) => text.replaceAll('\0', ''))
  .filter((text) => text.trim() !== '');

export const authors: fc.Arbitrary<Author> = fc.oneof(
  ids('vis').map((id): Author => ({ type: 'visitor', id })),
  fc.record({ id: ids('agt'), name: fc.constantFrom('Ann', 'Bo', 'Žofie') }).map((agent): Author => ({ type: 'agent', ...agent })),
  fc.constant<Author>({ type: 'system', id: 'relay' }),
);

const bodies = fc.oneof(
  { weight: 4, arbitrary: chatTexts.map((text) => ({ kind: 'message', body: { text } })) },
  { weight: 1, arbitrary: fc.constant({ kind: 'open', body: { channel: 'web_chat' } }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'close', body: {} }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'kind_of_the_future', body: { anything: [1, null, { at: 'all' }] } }) },
);

/** A dense log of one lane: seqs 1..N, ids unique, times that never decrease. */
export const logs = (lane: Lane = 'pub', maxLength = 40): fc.Arbitrary<Entry[]> =>
  fc
    .tuple(hex128s, fc.array(fc.record({ content: bodies, author: authors, pauseMs: fc.nat({ max: 90_000 }) }), { maxLength }))
    .map(([stream, drafts]) => {
      let ts = 1_700_000_000_000;
      return drafts.map(({ content, author, pauseMs }, i): Entry => {
        ts += pauseMs;
        const name = `${stream}:${i + 1}`;
        const anchor = lane === 'int' ? { after_pub: i } : {};
        return { lane, seq: i + 1, id: `ent_${stream.slice(0, 8)}${i}`, ...content, author, ts, cid: name, origin: name, ...anchor };
      });
    });

/** The messages of one batch: consecutive n from `first` on. */
export const submitMessages = (first = 1): fc.Arbitrary<SubmitMessage[]> =>
  fc
    .array(chatTexts, { minLength: 1, maxLength: BATCH_MAX_MESSAGES })
    .map((texts) => texts.map((text, i) => ({ n: first + i, kind: 'message', body: { text } })));
