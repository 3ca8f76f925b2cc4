// What differs between two documents, field by field.
import type { VNode } from 'preact';
import type { FieldDifference } from '../../state/settings-diff.js';
import { t } from '../../state/t.js';

export interface DiffViewProps {
  lines: readonly FieldDifference[];
  /** What the struck value is, for who cannot see the strike. */
  from: string;
  to: string;
}

export function DiffView({ lines, from, to }: DiffViewProps): VNode {
  if (lines.length === 0) return <p class="set-sub">{t('Both say the same.')}</p>;
  return (
    <dl class="set-diff">
      {lines.map(({ field, before, after }) => (
        <div key={field}>
          <dt>{field}</dt>
          <dd>
            {before !== '' && (
              <del>
                <span class="visually-hidden">{from}: </span>
                {before}
              </del>
            )}{' '}
            {after !== '' && (
              <ins>
                <span class="visually-hidden">{to}: </span>
                {after}
              </ins>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
