// Who this is and how sure we are. What was only said is labelled at the value (K43); a possible match shows a reason, never a person.
import type { VNode } from 'preact';
import type { HandoffContext } from '@throughline/types';
import { Time, VerifiedMark } from '../ui/marks.js';
import { Section } from '../ui/Section.js';
import { languageWords, methodWords, sentence, trustWords, whenWords } from '../state/words.js';
import { useConsole } from './console-context.js';

const IDENTIFIERS: Record<string, string> = {
  userId: 'User id',
  user_id: 'User id',
  email: 'E-mail',
  phone: 'Phone',
  anonymousId: 'Device',
  anonymous_id: 'Device',
  device: 'Device',
};

export function ContextIdentity({ context }: { context: HandoffContext }): VNode {
  const { store } = useConsole();
  const { customer } = context;
  const { verification } = customer;
  const since = customer.customerSince === undefined ? null : Date.parse(customer.customerSince);
  return (
    <Section title="Identity">
      <p class="identity-level">
        <VerifiedMark trust={verification.level} />
        <span>
          {trustWords(verification.level)}
          {verification.methods.length > 0 && `, by ${verification.methods.map((method) => methodWords(method)).join(', ')}`}
          {verification.at !== undefined && (
            <>
              {' '}
              at <Time at={Date.parse(verification.at)}>{whenWords(Date.parse(verification.at), store.now.value)}</Time>
            </>
          )}
        </span>
      </p>
      {customer.identifiers.length > 0 && (
        <dl class="identifiers">
          {customer.identifiers.map((identifier) => (
            <div key={`${identifier.type} ${identifier.masked}`}>
              <dt>{IDENTIFIERS[identifier.type] ?? sentence(identifier.type)}</dt>
              <dd>
                <bdi>{identifier.masked}</bdi>{' '}
                <span class={identifier.trust < 2 ? 'trust-words' : 'trust-known'}>{trustWords(identifier.trust).toLowerCase()}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p class="context-none">
        {[
          customer.tier === undefined ? '' : `${sentence(customer.tier)} tier`,
          customer.segment ?? '',
          customer.language === undefined ? '' : `Language: ${languageWords(customer.language)}`,
          since === null ? '' : `Customer since ${whenWords(since, store.now.value)}`,
        ]
          .filter((part) => part !== '')
          .join(', ')}
      </p>
      {customer.possibleMatches.map((match) => (
        <p key={match.suggestionId} class="context-none">
          Possible match: {sentence(match.reasonCode).toLowerCase()} <bdi>{match.masked}</bdi>
        </p>
      ))}
    </Section>
  );
}
