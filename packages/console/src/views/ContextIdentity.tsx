// Who this is and how sure we are. What was only said is labelled at the value (K43); a possible match shows a reason, never a person.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { HandoffContext } from '@throughline/types';
import { Act } from '../ui/More.js';
import { Time, VerifiedMark } from '../ui/marks.js';
import { facets } from '../ui/facets.js';
import { filled } from '../ui/filled.js';
import { Section } from '../ui/Section.js';
import { matchWords } from '../state/code-words.js';
import { identifierWords, languageWords, methodWords, sentence, trustWords, whenWords } from '../state/words.js';
import { customerRoute } from '../state/route.js';
import { followLink } from './follow-link.js';
import { DeedProblem } from './DeedProblem.js';
import { useConsole } from './console-context.js';
import { useDeed } from './use-deed.js';
import { listed, t } from '../state/t.js';

export function ContextIdentity({ context, conv }: { context: HandoffContext; conv: string | null }): VNode {
  const { store, actions, href } = useConsole();
  const { customer } = context;
  const { verification } = customer;
  const since = customer.customerSince === undefined ? null : Date.parse(customer.customerSince);
  const page = customerRoute(store.view.value, customer.customerId);
  const here = store.route.value.page === 'customer';
  const opener = (
    <a class="link-button" href={href(page)} onClick={followLink(() => actions.go(page))}>
      {t('Customer page')}
    </a>
  );
  return (
    <Section title={t('Identity')} {...(here ? {} : { aside: opener })}>
      <p class="identity-level">
        <VerifiedMark trust={verification.level} />
        <span>
          {facets(
            trustWords(verification.level),
            verification.methods.length > 0 && t('by {methods}', { methods: listed(verification.methods.map(methodWords)) }),
            verification.at !== undefined && (
              <Time at={Date.parse(verification.at)}>{whenWords(Date.parse(verification.at), store.now.value)}</Time>
            ),
          )}
        </span>
      </p>
      {customer.identifiers.length > 0 && (
        <dl class="identifiers">
          {customer.identifiers.map((identifier) => (
            <div key={`${identifier.type} ${identifier.masked}`}>
              <dt>{identifierWords(identifier.type)}</dt>
              <dd>
                <bdi>{identifier.masked}</bdi>{' '}
                <span class={identifier.trust < 2 ? 'trust-words' : 'trust-known'}>{trustWords(identifier.trust)}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p class="context-none">
        {[
          customer.tier === undefined ? '' : t('{tier} tier', { tier: sentence(customer.tier) }),
          customer.segment ?? '',
          customer.language === undefined ? '' : t('Language: {language}', { language: languageWords(customer.language) }),
          since === null ? '' : t('Customer since {time}', { time: whenWords(since, store.now.value) }),
        ]
          .filter((part) => part !== '')
          .join(' · ')}
      </p>
      {customer.possibleMatches.map((match) => (
        <PossibleMatch key={match.suggestionId} match={match} />
      ))}
      {conv !== null && customer.match !== 'unknown' && <NotThisPerson conv={conv} />}
    </Section>
  );
}

/** Takes the customer off the conversation, for everyone, at once (K44). Asked twice: it is seen by the whole desk. */
function NotThisPerson({ conv }: { conv: string }): VNode {
  const { store } = useConsole();
  const deed = useDeed();
  const asking = useSignal(false);
  const takeOff = (): void => {
    void deed.run(
      (ask) => ask.notThisPerson(conv),
      () => {
        asking.value = false;
        store.status.value = t('This customer was taken off the conversation');
      },
    );
  };
  return (
    <div class="not-this-person">
      {asking.value ? (
        <div class="more-actions" role="group" aria-label={t('Not this person')}>
          <p>{t('Takes this customer off the conversation, at once and for everyone. It is recorded.')}</p>
          <Act busy={deed.busy.value} onClick={takeOff}>
            {t('Take it off')}
          </Act>
          <Act onClick={() => (asking.value = false)}>{t('Keep')}</Act>
        </div>
      ) : (
        <button type="button" class="link-button" onClick={() => (asking.value = true)}>
          {t('Not this person…')}
        </button>
      )}
      <DeedProblem deed={deed} />
    </div>
  );
}

/** Reason, masked identifier and counts only (ID21). It becomes a merge in the dialog, after a recorded check (ID18), or never. */
function PossibleMatch({ match }: { match: HandoffContext['customer']['possibleMatches'][number] }): VNode {
  const { panels, store } = useConsole();
  const deed = useDeed();
  const dismiss = (): void => {
    void deed.run(
      (ask) => ask.decideSuggestion(match.suggestionId, 'dismiss'),
      () => (store.status.value = t('Recorded: not this person')),
    );
  };
  return (
    <div class="possible-match">
      <p>{filled(t('Possible match: {reason}, {masked}'), { reason: matchWords(match.reasonCode), masked: <bdi>{match.masked}</bdi> })}</p>
      <div class="more-actions" role="group" aria-label={t('Possible match')}>
        <Act onClick={() => (panels.dialog.value = { name: 'match', suggestionId: match.suggestionId })}>{t('Look at the merge…')}</Act>
        <Act busy={deed.busy.value} onClick={dismiss}>
          {t('Not this person')}
        </Act>
      </div>
      <DeedProblem deed={deed} />
    </div>
  );
}
