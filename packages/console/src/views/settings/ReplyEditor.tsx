// One saved reply: its text with variables, its language variants, whose it is, and what it does beside saying something (K50, K51).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { SavedReplyDoc, SettingsObject } from '@throughline/types';
import { replyFlaws } from '../../state/settings-flaws.js';
import { t } from '../../state/t.js';
import { languageWords } from '../../state/words.js';
import { Icon } from '../../ui/Icon.js';
import { WordsInput } from './controls.js';
import { EditorFrame } from './EditorFrame.js';
import { Choice, Select, TextInput, Toggle } from './fields.js';
import { flawOf } from './flaw-of.js';
import { MinutesInput } from './MinutesInput.js';
import { ReplyPreview } from './ReplyPreview.js';
import { TextWithVariables } from './TextWithVariables.js';
import { useColleagues } from './use-colleagues.js';
import { useEditor } from './use-editor.js';
import type { Kept } from './use-editor.js';

type Scope = SavedReplyDoc['scope'];
export const kept: Kept<'saved_reply'> = new Map();
const EMPTY: SavedReplyDoc = {
  title: '',
  shortcut: '',
  body: '',
  variants: {},
  scope: 'personal',
  teamId: null,
  actions: { tags: [], assignTeamId: null, snoozeMinutes: null, close: false },
};

export interface ReplyEditorProps {
  reply: SettingsObject<'saved_reply'> | null;
  /** May write for teams and everybody. */
  leads: boolean;
  others: readonly string[];
  removable: boolean;
}

export function ReplyEditor({ reply, leads, others, removable }: ReplyEditorProps): VNode {
  const { teams } = useColleagues();
  const editor = useEditor(kept, { kind: 'saved_reply', empty: EMPTY, flawsOf: (doc) => replyFlaws(doc, others) }, reply);
  const doc = editor.doc.value;
  const does = (change: Partial<SavedReplyDoc['actions']>): void => editor.edit({ actions: { ...doc.actions, ...change } });
  const scopes: (readonly [Scope, string])[] = [
    ['personal', t('Only you')],
    ...(leads ? ([...(teams.length > 0 ? [['team', t('A team')] as const] : []), ['all', t('Everybody')]] as const) : []),
  ];
  const scopeFlaw = flawOf(editor, 'scope');
  return (
    <EditorFrame
      editor={editor}
      section="replies"
      listWords={t('Saved replies')}
      title={reply === null ? t('New reply') : reply.doc.title}
      effect={doc.scope === 'personal' ? t('Only you see it.') : t('Colleagues find it at once.')}
      removal={removable ? t('What was sent with it stays as it is.') : null}
    >
      <div class="set-pair">
        <TextInput
          label={t('Title')}
          value={doc.title}
          maxLength={80}
          flaw={flawOf(editor, 'title')}
          onValue={(title) => editor.edit({ title })}
          onLeave={() => editor.touch('title')}
        />
        <TextInput
          label={t('Shortcut')}
          hint={t('Typed after / in a reply.')}
          value={doc.shortcut}
          maxLength={40}
          flaw={flawOf(editor, 'shortcut')}
          onValue={(shortcut) => editor.edit({ shortcut: shortcut.replace(/^\//, '') })}
          onLeave={() => editor.touch('shortcut')}
        />
      </div>
      <TextWithVariables
        label={t('Text')}
        value={doc.body}
        flaw={flawOf(editor, 'body')}
        onValue={(body) => editor.edit({ body })}
        onLeave={() => editor.touch('body')}
      />
      <Variants doc={doc} flaw={flawOf(editor, 'variants')} onVariants={(variants) => editor.edit({ variants })} />
      <ReplyPreview doc={doc} />
      <section class="set-part">
        <h2>{t('Whose it is')}</h2>
        <Choice
          label={t('For')}
          value={doc.scope}
          options={scopes.some(([scope]) => scope === doc.scope) ? scopes : [...scopes, [doc.scope, t('Everybody')]]}
          onValue={(scope) => editor.edit({ scope, teamId: scope === 'team' ? doc.teamId : null })}
        />
        {doc.scope === 'team' && (
          <Select
            label={t('Team')}
            value={doc.teamId ?? ''}
            options={[['', t('Choose…')], ...teams.map(({ id, name }) => [id, name] as const)]}
            onValue={(id) => editor.edit({ teamId: id === '' ? null : id })}
          />
        )}
        {scopeFlaw !== null && (
          <p class="field-error" role="alert">
            {scopeFlaw}
          </p>
        )}
      </section>
      <section class="set-part">
        <h2>{t('Once it is sent')}</h2>
        <WordsInput label={t('Add tags')} value={doc.actions.tags} onValue={(tags) => does({ tags })} />
        {teams.length > 0 && (
          <Select
            label={t('Hand over to')}
            value={doc.actions.assignTeamId ?? ''}
            options={[['', t('Nobody')], ...teams.map(({ id, name }) => [id, name] as const)]}
            onValue={(id) => does({ assignTeamId: id === '' ? null : id })}
          />
        )}
        <MinutesInput label={t('Snooze for')} minutes={doc.actions.snoozeMinutes} onMinutes={(snoozeMinutes) => does({ snoozeMinutes })} />
        <Toggle label={t('Close the conversation')} on={doc.actions.close} onChange={(close) => does({ close })} />
      </section>
    </EditorFrame>
  );
}

interface VariantsProps {
  doc: SavedReplyDoc;
  flaw: string | null;
  onVariants(variants: SavedReplyDoc['variants']): void;
}

function Variants({ doc, flaw, onVariants }: VariantsProps): VNode {
  const tag = useSignal('');
  function add(): void {
    const wanted = tag.value.trim().toLowerCase();
    if (wanted === '' || wanted in doc.variants) return;
    onVariants({ ...doc.variants, [wanted]: doc.body });
    tag.value = '';
  }
  return (
    <>
      {Object.entries(doc.variants).map(([language, text]) => (
        <fieldset key={language} class="set-card">
          <div class="set-card-head">
            <span>{languageWords(language)}</span>
            <button
              type="button"
              class="icon-button"
              aria-label={t('Remove {language}', { language: languageWords(language) })}
              title={t('Remove')}
              onClick={() => {
                const { [language]: _gone, ...rest } = doc.variants;
                onVariants(rest);
              }}
            >
              <Icon name="close" size={14} />
            </button>
          </div>
          <TextWithVariables
            label={t('Text in {language}', { language: languageWords(language) })}
            value={text}
            flaw={null}
            onValue={(changed) => onVariants({ ...doc.variants, [language]: changed })}
          />
        </fieldset>
      ))}
      <div class="inline-row set-add">
        <TextInput
          label={t('Another language')}
          hint={t('As a code: de, pt-br. Customers who speak it get that text.')}
          value={tag.value}
          maxLength={35}
          flaw={flaw}
          onValue={(typed) => (tag.value = typed)}
        />
        <button type="button" class="button" aria-disabled={tag.value.trim() === ''} onClick={add}>
          {t('Add language')}
        </button>
      </div>
    </>
  );
}
