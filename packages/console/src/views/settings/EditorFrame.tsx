// The frame of every page that lists settings objects and edits one: way back, form, what is wrong, conflict, save and removal (K105).
import type { ComponentChildren, VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { SettingsObject } from '@throughline/types';
import { answerWords } from '../../state/answer-words.js';
import type { DeskSection } from '../../state/route.js';
import { settingsRoute } from '../../state/route.js';
import type { PageKind } from '../../state/settings-api.js';
import { differences } from '../../state/settings-diff.js';
import { t } from '../../state/t.js';
import { Dialog } from '../../ui/Dialog.js';
import { Icon } from '../../ui/Icon.js';
import { useConsole } from '../console-context.js';
import { followLink } from '../follow-link.js';
import { DiffView } from './DiffView.js';
import { useNameOf } from './use-colleagues.js';
import { useBusy } from './use-busy.js';
import type { Editor } from './use-editor.js';

export interface EditorFrameProps<K extends PageKind> {
  editor: Editor<K>;
  section: DeskSection;
  /** Of the list one goes back to. */
  listWords: string;
  /** Of what is edited: its name, or "New team". */
  title: string;
  /** What saving changes, and for whom. */
  effect: string;
  /** What removing it changes; null: this person may not. */
  removal: string | null;
  children: ComponentChildren;
}

export function EditorFrame<K extends PageKind>(props: EditorFrameProps<K>): VNode {
  const { editor, section, listWords, title, removal, children } = props;
  const { store, actions, href } = useConsole();
  const list = settingsRoute(store.view.value, section);
  const away = (saved: SettingsObject<K> | null): void => {
    if (saved !== null && editor.id === null) actions.go({ ...list, item: saved.id });
  };
  return (
    <div class="set-body">
      <form
        class="set-form"
        aria-label={title}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void editor.save().then(away);
        }}
      >
        <a class="set-back" href={href(list)} onClick={followLink(() => actions.go(list))}>
          <Icon name="back" size={14} />
          {listWords}
        </a>
        <Conflict editor={editor} />
        {children}
        {editor.id !== null && removal !== null && <Removal {...props} removal={removal} onGone={() => actions.go(list)} />}
        <ObjectSaveBar {...props} />
      </form>
    </div>
  );
}

function Conflict<K extends PageKind>({ editor }: { editor: Editor<K> }): VNode | null {
  const { store } = useConsole();
  const shown = useSignal(false);
  const nameOf = useNameOf();
  const theirs = editor.conflict.value;
  if (theirs === null) return null;
  if (theirs === 'gone')
    return (
      <section class="set-conflict" role="alert">
        <h2>{t('Removed meanwhile')}</h2>
        <p>{t('Somebody removed it while you were editing. What you wrote is still here, to be copied.')}</p>
      </section>
    );
  return (
    <section class="set-conflict" role="alert">
      <h2>{t('Changed by {name} meanwhile', { name: store.names.value.agent(theirs.updatedBy) })}</h2>
      <p>{t('Nothing of yours was saved, and nothing is lost.')}</p>
      {shown.value && <DiffView lines={differences(editor.doc.value, theirs.doc, nameOf)} from={t('Yours')} to={t('Theirs')} />}
      <div class="set-buttons">
        {!shown.value && (
          <button type="button" class="button" onClick={() => (shown.value = true)}>
            {t('Show the differences')}
          </button>
        )}
        <button type="button" class="button" onClick={editor.takeTheirs}>
          {t('Take theirs')}
        </button>
        <button type="button" class="button button-primary" onClick={() => void editor.putMineOnTop()}>
          {t('Put mine on top')}
        </button>
      </div>
    </section>
  );
}

function Removal<K extends PageKind>({ editor, title, removal, onGone }: EditorFrameProps<K> & { removal: string; onGone(): void }): VNode {
  const { actions, store } = useConsole();
  const asking = useSignal(false);
  const busy = useBusy();
  const problem = useSignal<string | null>(null);
  async function remove(): Promise<void> {
    const { id } = editor;
    if (id === null) return;
    const answer = await actions.ask((api) => api.settings((settings) => settings.remove(editor.kind, id)));
    if (!answer.ok && answer.code !== 'not_found') {
      problem.value = answerWords(answer.code);
      return;
    }
    editor.discard();
    store.status.value = t('{name} was removed', { name: title });
    onGone();
  }
  return (
    <div class="set-danger">
      <span>{removal}</span>
      <button type="button" class="button button-danger" onClick={() => (asking.value = true)}>
        {t('Remove')}
      </button>
      {asking.value && (
        <Dialog title={t('Remove {name}?', { name: title })} onClose={() => (asking.value = false)}>
          <p>{removal}</p>
          <p>{t('The audit log keeps it: an admin can bring it back from there.')}</p>
          {problem.value !== null && (
            <p class="field-error" role="alert">
              {problem.value}
            </p>
          )}
          <div class="dialog-foot">
            <button type="button" class="button" onClick={() => (asking.value = false)}>
              {t('Keep it')}
            </button>
            <button type="button" class="button button-danger" aria-disabled={busy.on.value} onClick={() => void busy.once(remove)}>
              {t('Remove it')}
            </button>
          </div>
        </Dialog>
      )}
    </div>
  );
}

function ObjectSaveBar<K extends PageKind>({ editor, effect }: EditorFrameProps<K>): VNode | null {
  const { changed, saving, problem, flaws, touched } = editor;
  if (!changed.value && problem.value === null) return null;
  const blocked = [...touched.value].some((field) => flaws.value.has(field));
  return (
    <div class="save-bar" role="region" aria-label={t('Unsaved changes')}>
      <div class="save-words">
        {problem.value !== null ? (
          <p class="field-error" role="alert">
            {t('Not saved. {why}', { why: answerWords(problem.value) })}
          </p>
        ) : blocked ? (
          <p class="field-error" role="alert">
            {t('Something above can’t be saved yet.')}
          </p>
        ) : (
          <p>
            <b>{t('Not saved yet')}</b>
          </p>
        )}
        <p class="save-sub">{effect}</p>
      </div>
      <button type="button" class="button" onClick={editor.discard}>
        {t('Discard')}
      </button>
      <button type="submit" class="button button-primary" aria-disabled={saving.value}>
        {saving.value ? t('Saving…') : t('Save')}
      </button>
    </div>
  );
}
