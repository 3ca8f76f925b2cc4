// Tags: the names that are offered first, with their colour.
import type { VNode } from 'preact';
import type { SettingsObject, TagDoc } from '@throughline/types';
import { tagFlaws } from '../../state/settings-flaws.js';
import { t } from '../../state/t.js';
import { EditorFrame } from './EditorFrame.js';
import { Choice, TextInput } from './fields.js';
import { flawOf } from './flaw-of.js';
import { ObjectsPage } from './ObjectsPage.js';
import { useEditor } from './use-editor.js';
import type { Kept } from './use-editor.js';
import { useObjects } from './use-objects.js';

type Colour = TagDoc['colour'];
const colours = (): readonly (readonly [Colour, string])[] => [
  ['grey', t('Grey')],
  ['red', t('Red')],
  ['amber', t('Amber')],
  ['green', t('Green')],
  ['blue', t('Blue')],
  ['violet', t('Violet')],
];
const kept: Kept<'tag'> = new Map();
const EMPTY: TagDoc = { name: '', colour: 'grey' };

export function TagsPage({ item }: { item: string | null }): VNode {
  const objects = useObjects('tag');
  return (
    <ObjectsPage
      section="tags"
      item={item}
      objects={objects}
      kept={kept}
      title={t('Tags')}
      lead={t('These are offered first. Agents may write others.')}
      addWords={t('New tag')}
      emptyTitle={t('No tags yet')}
      emptyWords={t('Tags mark what a conversation is about besides its reason: an outage, a campaign, a bug.')}
      order={(one, other) => one.doc.name.localeCompare(other.doc.name)}
      row={({ doc }) => ({
        name: (
          <>
            <span class={`set-swatch set-swatch-${doc.colour}`} aria-hidden="true" />
            <bdi>{doc.name}</bdi>
          </>
        ),
        sub: colours().find(([colour]) => colour === doc.colour)?.[1] ?? '',
      })}
      editor={(tag) => (
        <TagEditor
          key={tag?.id ?? 'new'}
          tag={tag}
          others={objects.items.value.filter(({ id }) => id !== tag?.id).map(({ doc }) => doc.name)}
        />
      )}
    />
  );
}

function TagEditor({ tag, others }: { tag: SettingsObject<'tag'> | null; others: readonly string[] }): VNode {
  const editor = useEditor(kept, { kind: 'tag', empty: EMPTY, flawsOf: (doc) => tagFlaws(doc, others) }, tag);
  const doc = editor.doc.value;
  return (
    <EditorFrame
      editor={editor}
      section="tags"
      listWords={t('Tags')}
      title={tag === null ? t('New tag') : tag.doc.name}
      effect={t('Conversations that have it keep the name they were given.')}
      removal={t('Conversations that have it keep it; it is not offered any more.')}
    >
      <TextInput
        label={t('Name')}
        value={doc.name}
        maxLength={40}
        flaw={flawOf(editor, 'name')}
        onValue={(name) => editor.edit({ name })}
        onLeave={() => editor.touch('name')}
      />
      <Choice label={t('Colour')} value={doc.colour} options={colours()} onValue={(colour) => editor.edit({ colour })} />
    </EditorFrame>
  );
}
