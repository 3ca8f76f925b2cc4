// What people wrote, as text: line breaks stay, web addresses become links, nothing becomes markup (K25).
import type { VNode } from 'preact';
import { textParts } from '../state/text-parts.js';

export function PlainText({ text }: { text: string }): VNode {
  return (
    <p class="text" dir="auto">
      {textParts(text).map((part) =>
        part.href === null ? (
          part.text
        ) : (
          <a href={part.href} target="_blank" rel="noopener noreferrer nofollow ugc">
            {part.text}
          </a>
        ),
      )}
    </p>
  );
}
