// Cases join conversations over channels and time (C29). One that this conversation may belong to is offered and linked with one key.
import type { VNode } from 'preact';
import type { HandoffContext } from '@throughline/types';
import { Chip, Time } from '../ui/marks.js';
import { Section } from '../ui/Section.js';
import { lineKey } from '../state/context-lines.js';
import { dueWords } from '../state/context-words.js';
import { sentence, whenWords } from '../state/words.js';
import { SourceLine } from './SourceLine.js';
import { useConsole } from './console-context.js';
import { useLinkCase } from './use-link-case.js';

export function ContextCases({ context, conv }: { context: HandoffContext; conv: string | null }): VNode | null {
  const { store, panels } = useConsole();
  const { link, deed } = useLinkCase();
  const now = store.now.value;
  if (context.openCases.length === 0) return null;
  const opener = (
    <button type="button" class="link-button" onClick={() => (panels.dialog.value = { name: 'case' })}>
      Open a case…
    </button>
  );
  return (
    <Section title="Cases" aside={opener}>
      <ul class="stack" role="list">
        {context.openCases.map((open) => {
          const since = Date.parse(open.openedAt);
          return (
            <li key={open.caseId} class={open.link === 'offered' ? 'case-offered' : ''}>
              <div class="more-line">
                <SourceLine title={open.title} refs={[{ type: 'case', id: open.caseId }]} line={lineKey('case', open.caseId)}>
                  <span class="stack-top">
                    <span class="stack-title" dir="auto">
                      {open.link === 'offered' && 'Offered: '}
                      {open.title}
                    </span>
                    {open.link === 'joined' && <Chip tone="good">This conversation</Chip>}
                  </span>
                  <span class="stack-sub">
                    {sentence(open.status)}, {open.contacts} {open.contacts === 1 ? 'contact' : 'contacts'} since{' '}
                    <Time at={since}>{whenWords(since, now)}</Time>
                    {open.team !== undefined && `, ${sentence(open.team)}`}
                    {open.dueAt !== undefined && `, ${dueWords(Date.parse(open.dueAt), now, true)}`}
                  </span>
                </SourceLine>
                {open.link !== 'joined' && conv !== null && (
                  <button
                    type="button"
                    class="button button-small"
                    aria-label="Link"
                    title={`Link this conversation to ${open.title}`}
                    aria-disabled={deed.busy.value}
                    onClick={() => link(open.caseId, conv)}
                  >
                    Link
                    {open.link === 'offered' && <kbd>L</kbd>}
                  </button>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      {deed.problem.value !== null && (
        <p class="field-error" role="alert">
          {deed.problem.value}
        </p>
      )}
    </Section>
  );
}
