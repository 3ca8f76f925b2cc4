// The nodes of a text as compact markup, and every node of it: for tests.
import type { InlineNode } from '../text/inline.js';
import type { TextBlockNode } from '../text/markdown.js';

function inline(node: InlineNode): string {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'break':
      return '<br>';
    case 'code':
      return `<code>${node.text}</code>`;
    case 'link':
      return `<a ${node.href}>${node.label}</a>${node.leadsTo && ` (${node.leadsTo})`}`;
    default:
      return `<${node.kind}>${node.of.map(inline).join('')}</${node.kind}>`;
  }
}

export function written(blocks: readonly TextBlockNode[], tight = false): string {
  const one = (block: TextBlockNode): string => {
    switch (block.kind) {
      case 'text':
        return tight ? block.of.map(inline).join('') : `<p>${block.of.map(inline).join('')}</p>`;
      case 'pre':
        return `<pre>${block.text}</pre>`;
      case 'quote':
        return `<quote>${written(block.of)}</quote>`;
      case 'list': {
        const tag = block.ordered ? 'ol' : 'ul';
        const items = block.items.map(({ number, of }) => `<li${block.ordered ? ` ${number}` : ''}>${written(of, true)}</li>`);
        return `<${tag}>${items.join('')}</${tag}>`;
      }
    }
  };
  return blocks.map(one).join('');
}

export interface Walked {
  kinds: Set<string>;
  hrefs: string[];
  depth: number;
  /** What is read, breaks as newlines. */
  text: string;
}

/** Everything there is in the nodes, seen with one walk that knows nothing of their order of kinds. */
export function walked(
  nodes: readonly (TextBlockNode | InlineNode)[],
  seen: Walked = { kinds: new Set(), hrefs: [], depth: 0, text: '' },
  depth = 0,
) {
  seen.depth = Math.max(seen.depth, depth);
  for (const node of nodes) {
    seen.kinds.add(node.kind);
    if (node.kind === 'link') seen.hrefs.push(node.href);
    if (node.kind === 'link') seen.text += node.label;
    else if (node.kind === 'break') seen.text += '\n';
    else if (node.kind === 'list')
      for (const { number, of } of node.items) {
        seen.text += node.ordered ? `${number} ` : '';
        walked(of, seen, depth + 1);
      }
    else if ('of' in node) walked(node.of, seen, node.kind === 'text' ? depth : depth + 1);
    else seen.text += node.text;
  }
  return seen;
}
