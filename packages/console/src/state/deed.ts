// What an agent can do to a conversation beside writing in it (K22): each is an entry of one kind, decided by the relay.
import { t } from './t.js';

/** Kinds of entries that are deeds. */
export type DeedKind =
  'assign' | 'close' | 'open' | 'snooze' | 'wake' | 'tag' | 'priority' | 'consult' | 'merge' | 'pin' | 'note_edit' | 'note_delete';
/** A deed as people tell them apart: an assignment is one of four. */
export type Deed = Exclude<DeedKind, 'assign'> | 'claim' | 'transfer' | 'release' | 'decline';

/** What became of it. `words` say why not, as the middle of a sentence. */
export type DeedAnswer = { ok: true } | { ok: false; words: string };

/** Nobody is signed in any more. */
export const signedOut = (): DeedAnswer => ({ ok: false, words: t('you are signed out') });
