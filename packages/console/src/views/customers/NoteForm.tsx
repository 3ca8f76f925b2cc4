// Writes a note about a customer, or changes one.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { CustomerNote } from '../../state/customers-actions.js';
import { t } from '../../state/t.js';
import { useConsole } from '../console-context.js';
import { DeedProblem } from '../DeedProblem.js';
import { useDeed } from '../use-deed.js';

const NOTE_MAX_CHARS = 2_000;

type Props = { customerId: string } | { note: CustomerNote; onDone(): void };

export function NoteForm(props: Props): VNode {
  const { store } = useConsole();
  const id = useId();
  const deed = useDeed();
  const text = useSignal('note' in props ? props.note.doc.text : '');
  const said = text.value.trim();
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (said === '') return;
    const done = await deed.run((ask) =>
      'note' in props
        ? ask.changeCustomerNote({ ...props.note, doc: { ...props.note.doc, text: said } })
        : ask.writeCustomerNote(props.customerId, { text: said, pinned: false }),
    );
    if (!done) return;
    store.status.value = t('The note is saved');
    if ('note' in props) props.onDone();
    else text.value = '';
  }
  return (
    <form class="note-form" onSubmit={(event) => void submit(event)}>
      <div class="field">
        <label for={id}>{'note' in props ? t('Change the note') : t('New note')}</label>
        <textarea
          id={id}
          rows={'note' in props ? 4 : 2}
          maxLength={NOTE_MAX_CHARS}
          dir="auto"
          autoFocus={'note' in props}
          value={text.value}
          onInput={(event) => (text.value = event.currentTarget.value)}
        />
      </div>
      <DeedProblem deed={deed} />
      <div class="rights-row">
        <button type="submit" class="button" aria-disabled={deed.busy.value || said === ''}>
          {'note' in props ? t('Save note') : t('Add note')}
        </button>
        {'note' in props && (
          <button type="button" class="button" onClick={props.onDone}>
            {t('Cancel')}
          </button>
        )}
      </div>
    </form>
  );
}
