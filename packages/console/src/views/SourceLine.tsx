// A line that leads to what it rests on (K42). Its name is its text; the source is one press away.
import type { ComponentChildren, VNode } from 'preact';
import type { Ref } from '@throughline/types';
import { followLink } from './follow-link.js';
import { useCite } from './use-cite.js';
import { useConsole } from './console-context.js';

export interface SourceLineProps {
  /** Heading of the sheet. */
  title: string;
  refs: readonly Pick<Ref, 'type' | 'id'>[];
  look?: 'source-line' | 'timeline-line';
  isNew?: boolean;
  children: ComponentChildren;
}

export function SourceLine({ title, refs, look = 'source-line', isNew = false, children }: SourceLineProps): VNode {
  const { actions, panels, href } = useConsole();
  const to = useCite()(refs);
  return (
    <a
      class={`${look} ${isNew ? 'is-new' : ''}`}
      href={href(to)}
      onClick={followLink(() => {
        panels.sourceTitle.value = title;
        if (to.entry !== null) panels.contextOpen.value = false;
        actions.go(to);
      })}
    >
      {children}
      {isNew && <span class="new-mark">New</span>}
    </a>
  );
}

/** Is this text new since the revision shown before? */
export const isNewText = (known: ReadonlySet<string> | null, text: string): boolean => known !== null && !known.has(text);
