// A line that leads to what it rests on (K42). Its name is its text; the source is one press away. A line that changed since somebody last
// looked says so until it has been read (K40).
import type { ComponentChildren, VNode } from 'preact';
import { useContext } from 'preact/hooks';
import type { Ref } from '@throughline/types';
import { isNewLine } from '../state/context-lines.js';
import { followLink } from './follow-link.js';
import { NewMark } from './NewMark.js';
import { ShownContext } from './shown-context.js';
import { useCite } from './use-cite.js';
import { useConsole } from './console-context.js';

export interface SourceLineProps {
  /** Heading of the sheet. */
  title: string;
  refs: readonly Pick<Ref, 'type' | 'id'>[];
  look?: 'source-line' | 'timeline-line';
  /** Which line of the context this is (state/context-lines). */
  line?: string;
  children: ComponentChildren;
}

export function SourceLine({ title, refs, look = 'source-line', line, children }: SourceLineProps): VNode {
  const { actions, panels, store, href } = useConsole();
  const to = useCite()(refs);
  const open = store.open.value;
  const { lines } = useContext(ShownContext);
  const fresh = line !== undefined && open !== null && lines !== null && isNewLine(open.linesSeen, lines, line);
  return (
    <a
      class={`${look} ${fresh ? 'is-new' : ''}`}
      href={href(to)}
      onClick={followLink(() => {
        panels.sourceTitle.value = title;
        if (to.page === 'inbox' && to.entry !== null) panels.contextOpen.value = false;
        actions.go(to);
      })}
    >
      {children}
      {fresh && open !== null && <NewMark conv={open.id} line={line} since={open.linesSeen?.at ?? 0} />}
    </a>
  );
}
