// What they did lately, and the conversations before this one with how they ended (K24: one person, one story).
import type { VNode } from 'preact';
import type { HandoffContext } from '@throughline/types';
import { lineKey } from '../state/context-lines.js';
import { convRoute } from '../state/route.js';
import { ChannelMark, Time } from '../ui/marks.js';
import { facets } from '../ui/facets.js';
import { filled } from '../ui/filled.js';
import { Section } from '../ui/Section.js';
import { conversationStatusWords } from '../state/code-words.js';
import { capital, whenWords } from '../state/words.js';
import { followLink } from './follow-link.js';
import { SourceLine } from './SourceLine.js';
import { useConsole } from './console-context.js';
import { t, tn } from '../state/t.js';

export function ContextHistory({ context }: { context: HandoffContext }): VNode {
  const { store, actions, href } = useConsole();
  const now = store.now.value;
  return (
    <>
      {context.recentActivity.length > 0 && (
        <Section title={t('Recent activity')}>
          <ul class="activity" role="list">
            {context.recentActivity.map((line) => {
              const at = Date.parse(line.at);
              return (
                <li key={`${line.text} ${line.at}`}>
                  <SourceLine title={line.text} refs={line.refs} line={lineKey('activity', `${line.text} ${line.at}`)}>
                    <span class="activity-text" dir="auto">
                      {line.count > 1
                        ? filled(tn(line.count, '{what} ({n} time)', '{what} ({n} times)'), { what: <bdi>{capital(line.text)}</bdi> })
                        : capital(line.text)}
                    </span>
                    <span class="activity-source">
                      <ChannelMark channel={line.channel} /> <Time at={at}>{whenWords(at, now)}</Time>
                    </span>
                  </SourceLine>
                </li>
              );
            })}
          </ul>
        </Section>
      )}
      {context.previousConversations.length > 0 && (
        <Section title={t('Earlier conversations')}>
          <ul class="stack" role="list">
            {context.previousConversations.map((earlier) => {
              const at = Date.parse(earlier.openedAt);
              const to = convRoute(store.view.value, earlier.conversationId);
              return (
                <li key={earlier.conversationId}>
                  <a class="source-line" href={href(to)} onClick={followLink(() => actions.go(to))}>
                    <span class="stack-title" dir="auto">
                      {earlier.about}
                    </span>
                    <span class="stack-sub">
                      {facets(
                        <>
                          <ChannelMark channel={earlier.channel} /> <Time at={at}>{whenWords(at, now)}</Time>
                        </>,
                        <bdi>{earlier.outcome ?? conversationStatusWords(earlier.status)}</bdi>,
                      )}
                    </span>
                  </a>
                </li>
              );
            })}
          </ul>
        </Section>
      )}
    </>
  );
}
