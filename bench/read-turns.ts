// Reads labelled chats: tab separated, one customer turn per row, a label for each word (`conversationId turnNumber utteranceId utterance slot-labels
// intent`). Fields may be quoted as in CSV, with line ends inside.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export interface Span {
  label: string;
  /** Words apart by one space, as in the data. */
  value: string;
}
export interface Turn {
  conversationId: string;
  turnNumber: number;
  text: string;
  intent: string;
  spans: Span[];
}

export function turnsOf(path: string): Turn[] {
  const bytes = readFileSync(path);
  const rows = rowsOf((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'));
  const [head = [], ...body] = rows;
  const column = (name: string): number => head.indexOf(name);
  const [id, turn, text, labels, intent] = ['conversationId', 'turnNumber', 'utterance', 'slot-labels', 'intent'].map(column);
  const cell = (row: string[], index: number | undefined): string => row[index ?? -1] ?? '';
  return body.map((row) => ({
    conversationId: cell(row, id),
    turnNumber: Number(cell(row, turn)),
    text: cell(row, text),
    intent: cell(row, intent),
    spans: spansOf(cell(row, text), cell(row, labels)),
  }));
}

/** Neighbouring words of one label are one span. */
function spansOf(text: string, labels: string): Span[] {
  const words = text.split(' ');
  const spans: Span[] = [];
  let last = 'O';
  labels.split(' ').forEach((label, index) => {
    const word = words[index] ?? '';
    const open = spans.at(-1);
    if (label !== 'O' && label === last && open !== undefined) open.value += ` ${word}`;
    else if (label !== 'O' && label !== '') spans.push({ label, value: word });
    last = label;
  });
  return spans;
}

function rowsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const quoted = text[at] === '"';
    const end = quoted ? quoteEnd(text, at + 1) : fieldEnd(text, at);
    row.push(quoted ? text.slice(at + 1, end).replace(/""/g, '"') : text.slice(at, end));
    const stop = quoted ? end + 1 : end;
    if (text[stop] !== '\t') {
      rows.push(row);
      row = [];
    }
    at = text.startsWith('\r\n', stop) ? stop + 2 : stop + 1;
  }
  if (row.length > 0) rows.push(row);
  return rows.filter((cells) => cells.length > 1);
}

function fieldEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '\t' && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return at;
}

function quoteEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && !(text[at] === '"' && text[at + 1] !== '"')) at += text[at] === '"' ? 2 : 1;
  return at;
}
