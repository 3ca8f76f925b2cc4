// A tracked item in full: every milestone with its time, its lines, and what does not match (C36, C39).
import type { ComponentChildren, VNode } from 'preact';
import type { HandoffContext, ItemView } from '@throughline/types';
import { itemTypeWords, mismatchWords } from '../state/context-words.js';
import { milestoneStateWords } from '../state/code-words.js';
import { stepWords } from '../state/item-words.js';
import { moneyWords, whenWords } from '../state/words.js';
import { Chip } from '../ui/marks.js';
import { facets } from '../ui/facets.js';
import { ItemIcon } from '../ui/item-icons.js';
import { useAsked } from './use-asked.js';
import { useConsole } from './console-context.js';
import { t } from '../state/t.js';

const reached = (planned: boolean, at: string, now: number): string => {
  const time = whenWords(Date.parse(at), now);
  return planned ? t('planned {time}', { time }) : time;
};
type Item = HandoffContext['trackedItems'][number];

export function ItemSource({ item, children }: { item: Item; children: ComponentChildren }): VNode {
  const { actions } = useConsole();
  const { value } = useAsked(item.id, () => actions.ask((api) => api.item(item.type, item.number)));
  const full = value.value;
  return (
    <article class="source">
      <p class="source-head">
        <span class="channel-mark">
          <ItemIcon type={item.type} /> {itemTypeWords(item.type)} {item.number}
        </span>
        {item.late ? <Chip tone="bad">{t('Late')}</Chip> : <Chip tone="plain">{stepWords(item.status)}</Chip>}
      </p>
      {item.mismatch.map((mismatch) => (
        <p key={mismatch.code} class="item-mismatch">
          {mismatchWords(mismatch.code, mismatch.differenceMinor, item.amount)}
        </p>
      ))}
      {full !== null && <Milestones item={full} />}
      {full !== null && full.lines.length > 0 && (
        <dl class="source-data">
          {full.lines.map((line) => (
            <div key={`${line.sku ?? ''} ${line.title}`}>
              <dt>{line.title}</dt>
              <dd>
                {facets(
                  line.quantity,
                  line.amountMinor !== undefined &&
                    full.amount !== undefined &&
                    moneyWords({ amountMinor: line.amountMinor, currency: full.amount.currency }),
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {item.amount !== undefined && <p>{t('{money} in all', { money: moneyWords(item.amount) })}</p>}
      {children}
    </article>
  );
}

function Milestones({ item }: { item: ItemView }): VNode {
  const { store } = useConsole();
  return (
    <ol class="milestones" role="list">
      {item.milestones.map((milestone) => {
        const at = milestone.at ?? milestone.plannedAt;
        return (
          <li key={milestone.code} class={`milestone milestone-${milestone.state}`}>
            <span>{stepWords(milestone.label)}</span>
            <span class="stack-sub">
              {facets(milestoneStateWords(milestone.state), at !== undefined && reached(milestone.at === undefined, at, store.now.value))}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
