// A note as colleagues read it: whom it names is marked (K65).
import type { VNode } from 'preact';
import { namesIn, peopleOf } from '../state/mentions.js';
import { MessageText } from '../ui/MessageText.js';
import { useConsole } from './console-context.js';

export function NoteText({ text }: { text: string }): VNode {
  const { store } = useConsole();
  const people = peopleOf(store.session.value);
  function marked(words: string): (VNode | string)[] {
    const out: (VNode | string)[] = [];
    let at = 0;
    for (const { start, end, who } of namesIn(words, people)) {
      const me = who.type === 'agent' && who.id === store.agentId.value;
      out.push(words.slice(at, start), <b class={`mention ${me ? 'mention-me' : ''}`}>{words.slice(start, end)}</b>);
      at = end;
    }
    return [...out, words.slice(at)];
  }
  return <MessageText text={text} words={marked} />;
}
