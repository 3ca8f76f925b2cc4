// Real conversations out of public data sets, as turns of two people. Data only: a clone of the project does not have it.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface Turn {
  from: 'visitor' | 'agent' | 'note';
  text: string;
}
export interface Chat {
  id: string;
  /** Begins with the visitor: nobody is there to greet before they write. */
  turns: Turn[];
}

/** MultiDoGO holds the customer's turns; the agent answers from this list, in order. */
const ANSWERS = [
  'Hello, thank you for writing. I am looking into it.',
  'Thank you, I have that in front of me.',
  'Let me check this for you, one moment please.',
  'I see. I will change that right away.',
  'Done. You will get a confirmation by e-mail.',
  'Is there anything else I can do for you?',
];

function fromMultiDoGo(file: string): Chat[] {
  const byId = new Map<string, Turn[]>();
  for (const line of readFileSync(file, 'utf8').split('\n').slice(1)) {
    const [id, , , utterance] = line.split('\t');
    const text = utterance?.trim();
    if (id === undefined || text === undefined || text === '') continue;
    const turns = byId.get(id) ?? [];
    if (!byId.has(id)) byId.set(id, turns);
    const answer = ANSWERS[(turns.length / 2) % ANSWERS.length] ?? '';
    turns.push({ from: 'visitor', text }, { from: 'agent', text: answer });
  }
  return [...byId].map(([id, turns]) => ({ id, turns }));
}

const SPEAKERS: Record<string, Turn['from']> = { customer: 'visitor', agent: 'agent', action: 'note' };

/** ABCD: what the agent looked up in between becomes an internal note. */
function fromAbcd(file: string): Chat[] {
  const chats: { convo_id: number; original: [string, string][] }[] = JSON.parse(readFileSync(file, 'utf8'));
  return chats.map(({ convo_id: id, original }) => {
    const turns = original.flatMap(([speaker, text]): Turn[] => {
      const from = SPEAKERS[speaker];
      return from === undefined || text.trim() === '' ? [] : [{ from, text: text.trim() }];
    });
    const first = turns.findIndex(({ from }) => from === 'visitor');
    const [opening] = turns.splice(first, 1);
    return { id: `abcd-${id}`, turns: opening === undefined ? [] : [opening, ...turns] };
  });
}

/** All conversations below `folder`: multidogo/*-dev.tsv and abcd/sample.json. */
export function readChats(folder: string): Chat[] {
  const chats: Chat[] = [];
  const multidogo = join(folder, 'multidogo');
  if (existsSync(multidogo)) {
    for (const file of readdirSync(multidogo).sort()) if (file.endsWith('-dev.tsv')) chats.push(...fromMultiDoGo(join(multidogo, file)));
  }
  const abcd = join(folder, 'abcd', 'sample.json');
  if (existsSync(abcd)) chats.unshift(...fromAbcd(abcd));
  if (chats.length === 0) throw new Error(`No chats in ${folder}: expected multidogo/*-dev.tsv or abcd/sample.json`);
  return chats;
}
