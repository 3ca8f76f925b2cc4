// One source, by its kind. What the context on screen holds is shown from it; an interaction and the true milestones of an item are asked for.
// A fact, promise, case or item names what it rests on in turn, one level deep.
import type { ComponentChildren, VNode } from 'preact';
import type { HandoffContext, Ref } from '@throughline/types';
import { dueWords } from '../state/context-words.js';
import type { SourceKey } from '../state/route.js';
import { matchWords, promiseStatusWords, sourceTypeWords } from '../state/code-words.js';
import { factWords } from '../state/fact-words.js';
import { capital, moneyWords, whenWords } from '../state/words.js';
import { Chip, ChannelMark } from '../ui/marks.js';
import { facets } from '../ui/facets.js';
import { CaseSource } from './CaseSource.js';
import { InteractionSource } from './InteractionSource.js';
import { ItemSource } from './ItemSource.js';
import { MaskedValue } from './MaskedValue.js';
import { ConversationSource, MessageSource } from './ThreadSources.js';
import { useConsole } from './console-context.js';
import { listed, t, tn } from '../state/t.js';

export function Source({ source, nested }: { source: SourceKey; nested: boolean }): VNode {
  const { store } = useConsole();
  const context = store.context.value;
  switch (source.type) {
    case 'interaction':
      return <InteractionSource id={source.id} />;
    case 'conversation':
      return <ConversationSource id={source.id} />;
    case 'message':
      return <MessageSource id={source.id} />;
    default:
      return (context === null ? null : held(source, context, nested)) ?? <Unavailable type={source.type} />;
  }
}

function held(source: SourceKey, context: HandoffContext, nested: boolean): VNode | null {
  const by = <T,>(list: readonly T[], id: (one: T) => string): T | undefined => list.find((one) => id(one) === source.id);
  switch (source.type) {
    case 'fact': {
      const fact = by(context.statedFacts, (one) => one.factId);
      return fact === undefined ? null : <FactSource fact={fact} customerId={context.customer.customerId} nested={nested} />;
    }
    case 'commitment': {
      const promise = by(context.commitments, (one) => one.id);
      return promise === undefined ? null : <PromiseSource promise={promise} nested={nested} />;
    }
    case 'tracked_item': {
      const item = by(context.trackedItems, (one) => one.id);
      return item === undefined ? null : (
        <ItemSource item={item}>
          <Rests refs={item.refs} nested={nested} />
        </ItemSource>
      );
    }
    case 'case': {
      const open = by(context.openCases, (one) => one.caseId);
      return (
        <CaseSource id={source.id} title={open?.title ?? null}>
          {open !== undefined && <Rests refs={open.refs} nested={nested} />}
        </CaseSource>
      );
    }
    case 'suggestion': {
      const match = by(context.customer.possibleMatches, (one) => one.suggestionId);
      return match === undefined ? null : (
        <Plain type={sourceTypeWords('suggestion')}>
          <p>{facets(matchWords(match.reasonCode), <bdi>{match.masked}</bdi>)}</p>
          <Rests refs={match.refs} nested={nested} />
        </Plain>
      );
    }
    default:
      return null;
  }
}

function Plain({ type, children }: { type: string; children: ComponentChildren }): VNode {
  return (
    <article class="source">
      <p class="source-head">
        <Chip tone="plain">{type}</Chip>
      </p>
      {children}
    </article>
  );
}

function Rests({ refs, nested }: { refs: readonly Ref[]; nested: boolean }): VNode | null {
  if (nested) return null;
  return (
    <div class="source-rests">
      {refs
        .filter((ref) => ref.type === 'interaction' || ref.type === 'message' || ref.type === 'conversation')
        .map((ref) => (
          <Source key={`${ref.type} ${ref.id}`} source={ref} nested />
        ))}
    </div>
  );
}

interface FactSourceProps {
  fact: HandoffContext['statedFacts'][number];
  customerId: string;
  nested: boolean;
}

function FactSource({ fact, customerId, nested }: FactSourceProps): VNode {
  return (
    <Plain type={sourceTypeWords('fact')}>
      <h3>{capital(factWords(fact.label))}</h3>
      <MaskedValue what={{ customerId, type: 'fact', id: fact.factId }} value={fact.value} masked={fact.masked} />
      <p class="source-tags">
        <ChannelMark channel={fact.channel} />
        <span>{facets(tn(fact.timesGiven, 'given once', 'given {n} times'), fact.confirmed && t('confirmed'))}</span>
      </p>
      <Rests refs={fact.refs} nested={nested} />
    </Plain>
  );
}

function PromiseSource({ promise, nested }: { promise: HandoffContext['commitments'][number]; nested: boolean }): VNode {
  const { store } = useConsole();
  const made = Date.parse(promise.refs[0]?.at ?? '');
  return (
    <Plain type={listed([sourceTypeWords('commitment'), promiseStatusWords(promise.status)])}>
      <h3 dir="auto">{capital(promise.text)}</h3>
      <p class="source-tags">
        <span>{facets(<bdi>{promise.department ?? promise.madeBy}</bdi>, !Number.isNaN(made) && whenWords(made, store.now.value))}</span>
        {promise.amount !== undefined && <span>{moneyWords(promise.amount)}</span>}
        {promise.dueAt !== undefined && <span>{dueWords(Date.parse(promise.dueAt), store.now.value, promise.status === 'open')}</span>}
      </p>
      <Rests refs={promise.refs} nested={nested} />
    </Plain>
  );
}

function Unavailable({ type }: { type: SourceKey['type'] }): VNode {
  return (
    <Plain type={sourceTypeWords(type)}>
      <p>{t('This source is not part of what is shown to you now. An admin can grant access.')}</p>
    </Plain>
  );
}
