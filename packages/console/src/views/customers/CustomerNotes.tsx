// What colleagues wrote down about this customer (K91): for everybody of the desk, never for the customer. The newest stands first, pinned ones
// before it. Its author, leads and admins change it.
import type { VNode } from 'preact';
import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { answerWords } from '../../state/answer-words.js';
import type { CustomerNote } from '../../state/customers-actions.js';
import { namesOf } from '../../state/names.js';
import { mayAdminister } from '../../state/roles.js';
import { t } from '../../state/t.js';
import { whenWords } from '../../state/words.js';
import { Glyph } from '../../ui/Icon.js';
import { PIN } from '../../ui/later-icons.js';
import { Section } from '../../ui/Section.js';
import { Time } from '../../ui/marks.js';
import { useConsole } from '../console-context.js';
import { DeedProblem } from '../DeedProblem.js';
import { useDeed } from '../use-deed.js';
import { NoteForm } from './NoteForm.js';

export function CustomerNotes({ customerId }: { customerId: string }): VNode {
  const { actions, store } = useConsole();
  const notes = useSignal<readonly CustomerNote[] | null>(null);
  const problem = useSignal<string | null>(null);
  async function load(): Promise<void> {
    const answer = await actions.ask((api) => api.customerNotes(customerId));
    problem.value = answer.ok ? null : answerWords(answer.code);
    if (answer.ok) notes.value = answer.value;
  }
  useEffect(() => void load(), [customerId, store.customerAsked.value]);
  useSignalEffect(() => {
    if (store.settingsChanged.value?.kind === 'customer_note') void load();
  });
  const shown = [...(notes.value ?? [])].sort(
    (a, b) => Number(b.doc.pinned) - Number(a.doc.pinned) || b.updatedAt - a.updatedAt || (a.id < b.id ? -1 : 1),
  );
  return (
    <Section title={t('Notes')}>
      {problem.value !== null && (
        <p class="field-error" role="alert">
          {problem.value}{' '}
          <button type="button" class="link-button" onClick={() => void load()}>
            {t('Try again')}
          </button>
        </p>
      )}
      {notes.value?.length === 0 && <p class="context-none">{t('None yet. Colleagues read them; the customer never does.')}</p>}
      {shown.length > 0 && (
        <ul role="list" aria-label={t('Notes')}>
          {shown.map((note) => (
            <NoteCard key={note.id} note={note} />
          ))}
        </ul>
      )}
      <NoteForm customerId={customerId} />
    </Section>
  );
}

function NoteCard({ note }: { note: CustomerNote }): VNode {
  const { store } = useConsole();
  const deed = useDeed();
  const state = useSignal<'reading' | 'editing' | 'removing'>('reading');
  const session = store.session.value;
  const me = session.state === 'signed_in' ? session.session.agent : null;
  const may = me !== null && (me.id === note.ownerId || me.role === 'lead' || mayAdminister(me.role));
  const names = namesOf(session.state === 'signed_in' ? session.session.agents : [], []);
  const { text, pinned } = note.doc;
  if (state.value === 'editing') {
    return (
      <li class="note-card">
        <NoteForm note={note} onDone={() => (state.value = 'reading')} />
      </li>
    );
  }
  return (
    <li class="note-card">
      <p class="note-text" dir="auto">
        {text}
      </p>
      <p class="stack-sub">
        {pinned && (
          <span>
            <Glyph d={PIN} size={12} /> {t('Pinned')}
          </span>
        )}
        <span>
          <bdi>{note.ownerId === 'api' ? t('your systems') : names.agent(note.ownerId)}</bdi>,{' '}
          <Time at={note.updatedAt}>{whenWords(note.updatedAt, store.now.value)}</Time>
        </span>
        {may && state.value === 'reading' && (
          <>
            <button
              type="button"
              class="link-button"
              onClick={() => void deed.run((ask) => ask.changeCustomerNote({ ...note, doc: { text, pinned: !pinned } }))}
            >
              {pinned ? t('Unpin') : t('Pin')}
            </button>
            <button type="button" class="link-button" onClick={() => (state.value = 'editing')}>
              {t('Edit')}
            </button>
            <button type="button" class="link-button" onClick={() => (state.value = 'removing')}>
              {t('Delete…')}
            </button>
          </>
        )}
        {state.value === 'removing' && (
          <>
            <button type="button" class="link-button" onClick={() => void deed.run((ask) => ask.removeCustomerNote(note.id))}>
              {t('Delete this note')}
            </button>
            <button type="button" class="link-button" onClick={() => (state.value = 'reading')}>
              {t('Keep it')}
            </button>
          </>
        )}
      </p>
      <DeedProblem deed={deed} />
    </li>
  );
}
