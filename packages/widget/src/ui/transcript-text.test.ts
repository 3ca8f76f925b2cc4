import { describe, expect, it } from 'vitest';
import type { ConversationView, Entry } from '@throughline/types';
import { emptyLane } from '@throughline/types';
import { newConversation, unsentView } from '../core/new-conversation.js';
import { transcriptText } from './transcript-text.js';
import { speak, spoken } from '../core/words.js';

const entry = (seq: number, kind: string, author: Entry['author'], body: Entry['body'], ts: number): Entry => ({
  ...{ id: `e${seq}`, lane: 'pub', seq, ts, kind, author, body },
});
const visitor = { type: 'visitor', id: 'v1' } as const;
const agent = { type: 'agent', id: 'a1', name: 'Ada' } as const;
const view = (entries: Entry[]): ConversationView => ({
  ...unsentView(
    newConversation(() => 'f'.repeat(32)),
    true,
    0,
  ),
  pub: { ...emptyLane('pub'), entries },
});

describe('a conversation as text', () => {
  it('[W192] says who said what and when, day by day, files by name', () => {
    speak({ ...spoken(), locale: 'en-GB' });
    const at = (day: number, hour: number): number => new Date(2026, 2, day, hour, 5).getTime();
    const day = (time: number): string => new Intl.DateTimeFormat('en-GB', { dateStyle: 'full' }).format(time);
    const text = transcriptText(
      view([
        entry(1, 'message', visitor, { text: 'Hello' }, at(2, 10)),
        entry(2, 'join', agent, { name: 'Ada' }, at(2, 10)),
        entry(3, 'message', agent, { text: 'Good morning', files: [{ id: 'f1', name: 'bill.pdf' }] }, at(2, 11)),
        entry(4, 'something new', agent, { secret: 'x' }, at(2, 11)),
        entry(5, 'message', visitor, { text: '', files: [{ id: 'f2', name: 'broken.jpg' }] }, at(3, 9)),
        entry(6, 'close', agent, {}, at(3, 9)),
      ]),
      'Harbour Books',
    );
    speak();
    expect(text.split('\n')).toEqual([
      'Harbour Books',
      '',
      day(at(2, 0)),
      '',
      '[10:05] You: Hello',
      '[10:05] Ada joined',
      '[11:05] Ada: Good morning',
      '  File: bill.pdf',
      '',
      day(at(3, 0)),
      '',
      '[09:05] You: File: broken.jpg',
      '[09:05] Conversation closed',
      '',
    ]);
  });
});
