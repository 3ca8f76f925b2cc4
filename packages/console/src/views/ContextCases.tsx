// Cases join conversations over channels and time (C29). One that this conversation may belong to is offered and linked with one key.
import type { VNode } from 'preact';
import type { HandoffContext } from '@throughline/types';
import { Chip, Time } from '../ui/marks.js';
import { facets } from '../ui/facets.js';
import { filled } from '../ui/filled.js';
import { Section } from '../ui/Section.js';
import { lineKey } from '../state/context-lines.js';
import { caseStatusWords } from '../state/code-words.js';
import { dueWords } from '../state/context-words.js';
import { sentence, whenWords } from '../state/words.js';
import { SourceLine } from './SourceLine.js';
import { DeedProblem } from './DeedProblem.js';
import { useConsole } from './console-context.js';
import { useAsOf } from './shown-context.js';
import { useLinkCase } from './use-link-case.js';
import { t, tn } from '../state/t.js';

export function ContextCases({ context, conv }: { context: HandoffContext; conv: string | null }): VNode | null {
  const { store, panels } = useConsole();
  const { link, deed } = useLinkCase();
  const now = store.now.value;
  const asOf = useAsOf();
  if (context.openCases.length === 0) return null;
  const opener = (
    <button type="button" class="link-button" onClick={() => (panels.dialog.value = { name: 'case' })}>
      {t('Open a case…')}
    </button>
  );
  return (
    <Section title={t('Cases')} aside={opener}>
      <ul class="stack" role="list">
        {context.openCases.map((open) => {
          const since = Date.parse(open.openedAt);
          return (
            <li key={open.caseId} class={open.link === 'offered' ? 'case-offered' : ''}>
              <div class="more-line">
                <SourceLine title={open.title} refs={[{ type: 'case', id: open.caseId }]} line={lineKey('case', open.caseId)}>
                  <span class="stack-top">
                    <span class="stack-title" dir="auto">
                      {open.link === 'offered' ? filled(t('Offered: {title}'), { title: <bdi>{open.title}</bdi> }) : open.title}
                    </span>
                    {open.link === 'joined' && <Chip tone="good">{t('This conversation')}</Chip>}
                  </span>
                  <span class="stack-sub">
                    {facets(
                      caseStatusWords(open.status),
                      <>
                        {filled(tn(open.contacts, '{n} contact since {time}', '{n} contacts since {time}'), {
                          time: <Time at={since}>{whenWords(since, now)}</Time>,
                        })}
                      </>,
                      open.team !== undefined && sentence(open.team),
                      open.dueAt !== undefined && dueWords(Date.parse(open.dueAt), asOf, true),
                    )}
                  </span>
                </SourceLine>
                {open.link !== 'joined' && conv !== null && (
                  <button
                    type="button"
                    class="button button-small"
                    aria-label={t('Link##verb')}
                    title={t('Link this conversation to {title}', { title: open.title })}
                    aria-disabled={deed.busy.value}
                    onClick={() => link(open.caseId, conv)}
                  >
                    {t('Link##verb')}
                    {open.link === 'offered' && <kbd>L</kbd>}
                  </button>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      <DeedProblem deed={deed} />
    </Section>
  );
}
