// A sentence with things in its places that are more than words (a key, a time, a name): one sentence for the translator, not glued halves.
import type { VNode } from 'preact';

/**
 * What people wrote goes in here as a thing, not into `t` before: its own braces are then never taken for places.
 * @param sentence of `t`, with its places left open; one that names no thing stays as it is
 */
export const filled = (sentence: string, things: Readonly<Record<string, VNode | string | number>>): (VNode | string | number)[] =>
  sentence.split(/\{(\w+)\}/).map((part, index) => (index % 2 === 0 ? part : (things[part] ?? `{${part}}`)));
