// Orders, claims, applications …: where each stands, when it is expected, and what does not match what was promised (C34–C38).
import type { VNode } from 'preact';
import type { HandoffContext } from '@throughline/types';
import { Chip, Time } from '../ui/marks.js';
import { Icon } from '../ui/Icon.js';
import { ItemIcon } from '../ui/item-icons.js';
import { Act, More } from '../ui/More.js';
import { facets } from '../ui/facets.js';
import { Section } from '../ui/Section.js';
import { Steps } from '../ui/Steps.js';
import { lineKey } from '../state/context-lines.js';
import { dueTime, itemTypeWords, mismatchWords, standingAt } from '../state/context-words.js';
import { stepWords } from '../state/item-words.js';
import { moneyWords, sentence } from '../state/words.js';
import { SourceLine } from './SourceLine.js';
import { useConsole } from './console-context.js';
import { useAsOf } from './shown-context.js';
import { useDeed } from './use-deed.js';
import { t } from '../state/t.js';

const expected = (late: boolean, time: string): string => (late ? t('was expected {time}', { time }) : t('expected {time}', { time }));
type Item = HandoffContext['trackedItems'][number];

export function ContextItems({ context, conv }: { context: HandoffContext; conv: string | null }): VNode | null {
  if (context.trackedItems.length === 0) return null;
  return (
    <Section title={t('Orders and claims')}>
      <ul class="stack" role="list">
        {context.trackedItems.map((item) => (
          <ItemLine key={item.id} item={item} context={context} conv={conv} />
        ))}
      </ul>
    </Section>
  );
}

function ItemLine({ item, context, conv }: { item: Item; context: HandoffContext; conv: string | null }): VNode {
  const { store } = useConsole();
  const asOf = useAsOf();
  const deed = useDeed();
  const eta = item.eta === undefined ? null : Date.parse(item.eta);
  const steps = item.milestones ?? [];
  const at = standingAt(steps);
  /** The stepped line says it already, or there is nothing this agent may read of it. */
  const said = item.status === '' || (steps.length > 1 && sentence(item.status).toLowerCase() === steps[at]?.label.toLowerCase());
  const named = `${itemTypeWords(item.type)} ${item.number}`;
  const titled =
    item.title !== '' &&
    item.title.toLowerCase() !== itemTypeWords(item.type).toLowerCase() &&
    item.title !== item.number &&
    item.title.toLowerCase() !== named.toLowerCase();
  const joined = context.openCases.find((one) => one.link === 'joined');
  const { customerId } = context.customer;
  const attach = (conversationId: string): void => {
    void deed.run(
      async (ask) =>
        joined === undefined
          ? ask.openCase({
              customerId,
              title: `${named}${titled ? `: ${item.title}` : ''}`.slice(0, 120),
              conversationId,
              itemNumbers: [item.number],
            })
          : ask.updateCase(joined.caseId, { itemNumbers: [item.number], conversationId }),
      () => (store.status.value = t('{what} attached to this conversation', { what: named })),
    );
  };
  return (
    <li>
      <More
        about={named}
        problem={deed.problem.value}
        line={
          <SourceLine title={named} refs={[{ type: 'tracked_item', id: item.id }]} line={lineKey('item', item.id)}>
            <span class="stack-top">
              <span class="stack-title">
                <span class="item-named">
                  <ItemIcon type={item.type} /> {named}
                </span>
                {titled && <span class="item-title"> {item.title}</span>}
              </span>
              {item.late ? <Chip tone="bad">{t('Late')}</Chip> : !said && <Chip tone="plain">{stepWords(item.status)}</Chip>}
            </span>
            {steps.length > 1 && <Steps steps={steps} at={at} late={item.late} />}
            <span class="stack-sub">
              {facets(
                steps.length <= 1 && item.milestone !== '' && item.milestone !== item.status && stepWords(item.milestone),
                item.amount !== undefined && moneyWords(item.amount),
                eta !== null && <Time at={eta}>{expected(item.late, dueTime(eta, asOf))}</Time>,
              )}
            </span>
            {item.mismatch.map((mismatch) => (
              <span key={mismatch.code} class="item-mismatch">
                <Icon name="alert" size={12} /> {mismatchWords(mismatch.code, mismatch.differenceMinor, item.amount)}
              </span>
            ))}
          </SourceLine>
        }
      >
        {conv !== null && (
          <Act busy={deed.busy.value} onClick={() => attach(conv)}>
            {t('Attach to conversation')}
          </Act>
        )}
      </More>
    </li>
  );
}
