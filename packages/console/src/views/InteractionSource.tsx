// One interaction as it came in: when, where from, and everything it said.
import type { VNode } from 'preact';
import { dataLines } from '../state/data-lines.js';
import { flagWords } from '../state/code-words.js';
import { fullTime, isoTime } from '../state/words.js';
import { ChannelMark, Chip } from '../ui/marks.js';
import { useAsked } from './use-asked.js';
import { useConsole } from './console-context.js';
import { t } from '../state/t.js';

export function InteractionSource({ id }: { id: string }): VNode {
  const { actions, panels } = useConsole();
  const { value, problem } = useAsked(id, () => actions.interaction(id));
  const item = value.value;
  if (problem.value !== null)
    return (
      <p class="field-error" role="alert">
        {problem.value}
      </p>
    );
  if (item === null) return <p class="late">{t('Loading the source…')}</p>;
  const lines = dataLines(item.data);
  return (
    <article class="source">
      <p class="source-head">
        <ChannelMark channel={item.channel} />
        <time dateTime={isoTime(item.occurredAt)}>{fullTime(item.occurredAt)}</time>
      </p>
      {item.title !== panels.sourceTitle.value && <h3 dir="auto">{item.title}</h3>}
      <p class="source-tags">
        {item.name !== '' && item.name !== item.title && <span>{item.name}</span>}
        {item.department !== null && <span>{item.department}</span>}
        {item.unverified && <Chip tone="warn">{t('Unverified: somebody only said it was them')}</Chip>}
        {item.flags.map((flag) => (
          <Chip key={flag} tone="plain">
            {flagWords(flag)}
          </Chip>
        ))}
      </p>
      {lines.length > 0 && (
        <dl class="source-data">
          {lines.map((line) => (
            <div key={line.path}>
              <dt>{line.path}</dt>
              <dd dir="auto">{line.value}</dd>
            </div>
          ))}
        </dl>
      )}
    </article>
  );
}
