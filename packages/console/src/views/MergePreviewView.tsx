// What a merge would move, or why it is refused, before anything happens (K92).
import type { VNode } from 'preact';
import type { Json, MergeAnswer } from '@throughline/types';
import { sentence } from '../state/words.js';

type Preview = MergeAnswer['preview'];

const REFUSALS: Record<Preview['refusals'][number], string> = {
  different_user_id: 'Both are signed-in customers with different user ids. An admin has to override it with a reason.',
  no_shared_identifier: 'They share no identifier.',
  limit_exceeded: 'Together they would be larger than a customer may be.',
  never_merge: 'Somebody recorded that these are two people.',
  already_merged: 'They are one customer already.',
};
const COUNTS = ['interactions', 'conversations', 'identifiers', 'facts', 'commitments', 'items'] as const;
/** `1 promise`, `4 interactions` */
function counted(count: number, name: (typeof COUNTS)[number]): string {
  const words = name === 'commitments' ? 'promises' : name;
  return `${count} ${count === 1 ? words.slice(0, -1) : words}`;
}
const words = (value: Json | null): string => (value === null ? '–' : typeof value === 'object' ? JSON.stringify(value) : String(value));

export function MergePreviewView({ preview }: { preview: Preview }): VNode {
  const moved = COUNTS.filter((name) => preview.counts[name] > 0);
  const changed = preview.traits.filter((trait) => words(trait.from) !== words(trait.into));
  return (
    <div class="merge-preview" role="group" aria-label="What would happen">
      {preview.refusals.map((code) => (
        <p key={code} class="field-error" role="alert">
          {REFUSALS[code]}
        </p>
      ))}
      <p>
        {moved.length === 0 ? 'Nothing moves.' : `Moves ${moved.map((name) => counted(preview.counts[name], name)).join(', ')}.`} It can be
        undone.
      </p>
      {changed.length > 0 && (
        <dl class="source-data">
          {changed.map((trait) => (
            <div key={trait.key}>
              <dt>{sentence(trait.key)}</dt>
              <dd dir="auto">
                {words(trait.effective)} <span class="stack-sub">of {[trait.into, trait.from].map(words).join(' and ')}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
