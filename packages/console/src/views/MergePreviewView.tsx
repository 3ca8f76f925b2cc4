// What a merge would move, or why it is refused, before anything happens (K92).
import type { VNode } from 'preact';
import type { Json, MergeAnswer } from '@throughline/types';
import { sentence } from '../state/words.js';
import { inLanguage, listed, t, tn } from '../state/t.js';

type Preview = MergeAnswer['preview'];

const REFUSALS = inLanguage((): Record<Preview['refusals'][number], string> => ({
  different_user_id: t('Both are signed-in customers with different user ids. An admin has to override it with a reason.'),
  no_shared_identifier: t('They share no identifier.'),
  limit_exceeded: t('Together they would be larger than a customer may be.'),
  never_merge: t('Somebody recorded that these are two people.'),
  already_merged: t('They are one customer already.'),
}));
/** `4 interactions`, `1 promise`: what there is of each. */
function counted({ interactions, conversations, identifiers, facts, commitments, items }: Preview['counts']): string {
  return listed([
    interactions > 0 ? tn(interactions, '{n} interaction', '{n} interactions') : '',
    conversations > 0 ? tn(conversations, '{n} conversation', '{n} conversations') : '',
    identifiers > 0 ? tn(identifiers, '{n} identifier', '{n} identifiers') : '',
    facts > 0 ? tn(facts, '{n} fact', '{n} facts') : '',
    commitments > 0 ? tn(commitments, '{n} promise', '{n} promises') : '',
    items > 0 ? tn(items, '{n} order or claim', '{n} orders or claims') : '',
  ]);
}
const words = (value: Json | null): string => (value === null ? '–' : typeof value === 'object' ? JSON.stringify(value) : String(value));

export function MergePreviewView({ preview }: { preview: Preview }): VNode {
  const moved = counted(preview.counts);
  const changed = preview.traits.filter((trait) => words(trait.from) !== words(trait.into));
  return (
    <div class="merge-preview" role="group" aria-label={t('What would happen')}>
      {preview.refusals.map((code) => (
        <p key={code} class="field-error" role="alert">
          {REFUSALS()[code]}
        </p>
      ))}
      <p>
        {moved === '' ? t('Nothing moves.') : t('Moves {what}.', { what: moved })} {t('It can be undone.')}
      </p>
      {changed.length > 0 && (
        <dl class="source-data">
          {changed.map((trait) => (
            <div key={trait.key}>
              <dt>{sentence(trait.key)}</dt>
              <dd dir="auto">
                {words(trait.effective)}{' '}
                <span class="stack-sub">{t('of {one} and {other}', { one: words(trait.into), other: words(trait.from) })}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
