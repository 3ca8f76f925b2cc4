// Saved replies: list, editor, and replies as a file (K50, K52).
import type { VNode } from 'preact';
import type { SettingsObject, SavedReplyDoc } from '@throughline/types';
import { mayAdminister } from '../../state/roles.js';
import { t, tn } from '../../state/t.js';
import { useConsole } from '../console-context.js';
import { ObjectsPage } from './ObjectsPage.js';
import { RepliesFile } from './RepliesFile.js';
import { kept, ReplyEditor } from './ReplyEditor.js';
import { useColleagues } from './use-colleagues.js';
import { useObjects } from './use-objects.js';

const byUse = (one: SettingsObject<'saved_reply'>, other: SettingsObject<'saved_reply'>): number =>
  other.uses - one.uses || one.doc.title.localeCompare(other.doc.title);

export function RepliesPage({ item }: { item: string | null }): VNode {
  const { store } = useConsole();
  const objects = useObjects('saved_reply');
  const { me } = useColleagues();
  const leads = me !== null && (mayAdminister(me.role) || me.role === 'lead');
  const scopeWords = ({ scope, teamId }: SavedReplyDoc): string =>
    scope === 'personal'
      ? t('only you')
      : scope === 'all'
        ? t('everybody')
        : teamId === null
          ? t('a team')
          : store.names.value.team(teamId);
  return (
    <ObjectsPage
      section="replies"
      item={item}
      objects={objects}
      kept={kept}
      title={t('Saved replies')}
      lead={t('Type / in a reply to use one. The most used stand first.')}
      addWords={t('New reply')}
      emptyTitle={t('No saved replies yet')}
      emptyWords={t('What you write often, with the customer’s own name and order filled in.')}
      order={byUse}
      more={<RepliesFile objects={objects} />}
      row={({ doc, uses }) => ({
        name: (
          <>
            <bdi>{doc.title}</bdi>
            {doc.shortcut !== '' && <kbd>/{doc.shortcut}</kbd>}
          </>
        ),
        sub: [
          scopeWords(doc),
          uses === 0 ? t('not used yet') : tn(uses, 'used once', 'used {n} times'),
          ...Object.keys(doc.variants).map((tag) => tag),
        ].join(' · '),
      })}
      editor={(reply) => (
        <ReplyEditor
          key={reply?.id ?? 'new'}
          reply={reply}
          leads={leads}
          others={objects.items.value.filter(({ id }) => id !== reply?.id).map(({ doc }) => doc.shortcut)}
          removable={reply !== null && (leads || reply.ownerId === me?.id)}
        />
      )}
    />
  );
}
