// What people wrote, as the widget shows it (K25, W163): marks, lists, quotes, code and links as elements. Invariants: no HTML string is ever
// made; a link shows where it leads when its text does not say it (S110); each block has the direction of its own text.
import type { VNode } from 'preact';
import { parseText } from '@throughline/types';
import type { InlineNode, TextBlockNode } from '@throughline/types';

const TAGS = { bold: 'b', italic: 'i', strike: 's' } as const;

/** What stands in the place of plain words; a note marks the colleagues it names. */
export type Words = (text: string) => (VNode | string)[];

function inline(node: InlineNode, words: Words): VNode | string | (VNode | string)[] {
  switch (node.kind) {
    case 'text':
      return words(node.text);
    case 'break':
      return <br />;
    case 'code':
      return <code>{node.text}</code>;
    case 'link':
      return (
        <a href={node.href} target="_blank" rel="noopener noreferrer nofollow ugc">
          <bdi>{node.label}</bdi>
          {node.leadsTo !== '' && (
            <>
              {' '}
              <bdi dir="ltr">({node.leadsTo})</bdi>
            </>
          )}
        </a>
      );
    default: {
      const Tag = TAGS[node.kind];
      return <Tag>{node.of.map((one) => inline(one, words))}</Tag>;
    }
  }
}

/** @param dir of the outermost blocks; what stands inside them follows */
function block(node: TextBlockNode, words: Words, dir?: 'auto'): VNode {
  const inside = (nodes: readonly TextBlockNode[]): VNode[] => nodes.map((one) => block(one, words));
  switch (node.kind) {
    case 'text':
      return <p dir={dir}>{node.of.map((one) => inline(one, words))}</p>;
    case 'pre':
      return (
        <pre dir={dir} tabIndex={0}>
          {node.text}
        </pre>
      );
    case 'quote':
      return <blockquote dir={dir}>{inside(node.of)}</blockquote>;
    case 'list':
      return node.ordered ? (
        <ol dir={dir}>
          {node.items.map(({ number, of }) => (
            <li value={number}>{inside(of)}</li>
          ))}
        </ol>
      ) : (
        <ul dir={dir}>
          {node.items.map(({ of }) => (
            <li>{inside(of)}</li>
          ))}
        </ul>
      );
  }
}

const asWritten: Words = (text) => [text];

export function MessageText({ text, words = asWritten }: { text: string; words?: Words }): VNode {
  return <div class="text">{parseText(text).map((node) => block(node, words, 'auto'))}</div>;
}
