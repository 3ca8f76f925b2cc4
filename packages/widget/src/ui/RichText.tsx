// A message as vnodes (W160). Invariants: no HTML string is ever made; links carry no click handler (W84), and show where they lead when
// their text does not say it (S110); each block has the direction of its own text.
import { parseText } from '@throughline/types';
import type { InlineNode, LinkNode, TextBlockNode } from '@throughline/types';
import type { RichParts } from '../seams/later.js';

const TAGS = { bold: 'b', italic: 'i', strike: 's' } as const;

const Link = ({ link: { href, label, leadsTo } }: { link: LinkNode }) => (
  <a href={href} target="_blank" rel="noopener noreferrer nofollow ugc">
    <bdi>{label}</bdi>
    {leadsTo && (
      <>
        {' '}
        <bdi class="host" dir="ltr">
          ({leadsTo})
        </bdi>
      </>
    )}
  </a>
);

function inline(node: InlineNode) {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'break':
      return <br />;
    case 'code':
      return <code>{node.text}</code>;
    case 'link':
      return <Link link={node} />;
    default: {
      const Tag = TAGS[node.kind];
      return <Tag>{node.of.map(inline)}</Tag>;
    }
  }
}

/** @param dir of the outermost blocks; what stands inside them follows */
const blocks = (nodes: readonly TextBlockNode[], dir?: 'auto') =>
  nodes.map((node) => {
    switch (node.kind) {
      case 'text':
        return <p dir={dir}>{node.of.map(inline)}</p>;
      case 'pre':
        // Wider than the bubble it scrolls in itself, by keyboard too.
        return (
          <pre dir={dir} tabIndex={0}>
            {node.text}
          </pre>
        );
      case 'quote':
        return <blockquote dir={dir}>{blocks(node.of)}</blockquote>;
      case 'list': {
        const Tag = node.ordered ? 'ol' : 'ul';
        return (
          <Tag dir={dir}>
            {node.items.map(({ number, of }) => (
              <li value={node.ordered ? number : undefined}>{blocks(of)}</li>
            ))}
          </Tag>
        );
      }
    }
  });

export const RichText: RichParts['Words'] = ({ text }) => <div class="words">{blocks(parseText(text), 'auto')}</div>;
