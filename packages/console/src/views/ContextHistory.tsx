// What they did lately, and the conversations before this one with how they ended (K24: one person, one story).
import type { VNode } from 'preact';
import type { HandoffContext } from '@throughline/types';
import { lineKey } from '../state/context-lines.js';
import { convRoute } from '../state/route.js';
import { ChannelMark, Time } from '../ui/marks.js';
import { Section } from '../ui/Section.js';
import { capital, sentence, whenWords } from '../state/words.js';
import { followLink } from './follow-link.js';
import { SourceLine } from './SourceLine.js';
import { useConsole } from './console-context.js';

export function ContextHistory({ context }: { context: HandoffContext }): VNode {
  const { store, actions, href } = useConsole();
  const now = store.now.value;
  return (
    <>
      {context.recentActivity.length > 0 && (
        <Section title="Recent activity">
          <ul class="activity" role="list">
            {context.recentActivity.map((line) => {
              const at = Date.parse(line.at);
              return (
                <li key={`${line.text} ${line.at}`}>
                  <SourceLine title={line.text} refs={line.refs} line={lineKey('activity', `${line.text} ${line.at}`)}>
                    <span class="activity-text" dir="auto">
                      {capital(line.text)}
                      {line.count > 1 && ` (${line.count} times)`}
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
        <Section title="Earlier conversations">
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
                      <ChannelMark channel={earlier.channel} /> <Time at={at}>{whenWords(at, now)}</Time>
                      <span>, {earlier.outcome ?? sentence(earlier.status).toLowerCase()}</span>
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
