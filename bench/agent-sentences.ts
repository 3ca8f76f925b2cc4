// How well re-asks and promises are recognised (C26, C31), on labelled sentences: `npm run bench:agent-sentences -- [--json]`.
// `build.tsv` is what the word tables were tuned on, `held.tsv` is never looked at while tuning; `later.tsv` was written after them, to be hard.
import { readFileSync } from 'node:fs';
import { askAgain, detectPromise } from '@throughline/types';

interface Counts {
  right: number;
  wrong: number;
  missed: number;
}
interface Labelled {
  text: string;
  asked: string[];
  promise: boolean;
}

const HALVES = ['build', 'held', 'later'] as const;

function sentences(half: (typeof HALVES)[number]): Labelled[] {
  const lines = readFileSync(new URL(`./data/agent-sentences/${half}.tsv`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  return lines.map((line) => {
    const [text = '', asked = '', promise = ''] = line.split('\t');
    return { text, asked: asked === '' ? [] : asked.split(','), promise: promise === '1' };
  });
}

const FACTS = [...new Set(HALVES.flatMap(sentences).flatMap((sentence) => sentence.asked))].map((key) => ({
  key,
  label: key.replace(/_/g, ' '),
}));
const share = (part: number, whole: number): number => (whole === 0 ? 1 : Math.round((1000 * part) / whole) / 1000);
const figures = ({ right, wrong, missed }: Counts) => ({
  right,
  wrong,
  missed,
  precision: share(right, right + wrong),
  recall: share(right, right + missed),
});

const json = process.argv.includes('--json');
const showMisses = process.argv.includes('--misses');
const report = HALVES.map((half) => {
  const ask: Counts = { right: 0, wrong: 0, missed: 0 };
  const promise: Counts = { right: 0, wrong: 0, missed: 0 };
  const misses: string[] = [];
  const list = sentences(half);
  const start = performance.now();
  for (const sentence of list) {
    const keys = askAgain(sentence.text, FACTS);
    const promised = detectPromise(sentence.text) !== null;
    for (const key of keys) ask[sentence.asked.includes(key) ? 'right' : 'wrong'] += 1;
    ask.missed += sentence.asked.filter((key) => !keys.includes(key)).length;
    if (promised) promise[sentence.promise ? 'right' : 'wrong'] += 1;
    else if (sentence.promise) promise.missed += 1;
    if (keys.toSorted().join() !== sentence.asked.toSorted().join() || promised !== sentence.promise)
      misses.push(`${sentence.text}  asked ${sentence.asked.join()} read ${keys.join()}  promise ${sentence.promise} read ${promised}`);
  }
  const msPerSentence = Math.round((1000 * (performance.now() - start)) / list.length) / 1000;
  return {
    half,
    sentences: list.length,
    reAsk: figures(ask),
    promise: figures(promise),
    msPerSentence,
    misses: showMisses && half !== 'held' ? misses : [],
  };
});

if (json) console.log(JSON.stringify({ bench: 'agent-sentences', halves: report.map(({ misses: _misses, ...rest }) => rest) }, null, 2));
else
  for (const { half, sentences: count, reAsk, promise, msPerSentence, misses } of report) {
    console.log(`${half}: ${count} sentences, ${msPerSentence} ms each`);
    console.log(
      `  re-ask   precision ${reAsk.precision}  recall ${reAsk.recall}  (${reAsk.right} right, ${reAsk.wrong} wrong, ${reAsk.missed} missed)`,
    );
    console.log(
      `  promise  precision ${promise.precision}  recall ${promise.recall}  (${promise.right} right, ${promise.wrong} wrong, ${promise.missed} missed)`,
    );
    for (const miss of misses) console.log(`    ${miss}`);
  }
