// How well moods are read (C42): `tsx bench/mood.ts [<folder of MultiDoGO>] [--json]`, on short support sentences written and labelled for the purpose.
// The lexicon was written beside the `dev` lines, which therefore prove little; no word was added for the `held` ones.
// With the folder, also how many turns that only give a number, a name or an answer are read as negative: there is no mood in them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { redactText } from '../packages/server/src/domain/facts/redact.js';
import { MOOD_LANGUAGES, scoreMessage } from '../packages/server/src/domain/sentiment/score-message.js';
import { report, rounded } from './report.js';
import type { Figures } from './report.js';

const LABELS = ['pos', 'neu', 'neg'];
const FELT = 0.25; // a single message; a conversation needs 0.3 (C42)

const lines = readFileSync(new URL('data/reasons/moods.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1);
const sentences = lines.map((line) => {
  const [part, label = '', language = '', text = ''] = line.split('\t');
  const score = scoreMessage(text, language) ?? 0;
  const said = score >= FELT ? 'pos' : score <= -FELT ? 'neg' : 'neu';
  return { label, language, text, score, said, held: part === 'held' };
});
type Sentence = (typeof sentences)[number];

function accuracy(of: readonly Sentence[]): number {
  return rounded((100 * of.filter(({ label, said }) => label === said).length) / of.length);
}
function f1(of: readonly Sentence[], label: string): number {
  const hit = of.filter((one) => one.label === label && one.said === label).length;
  return hit === 0 ? 0 : (200 * hit) / (of.filter((one) => one.label === label).length + of.filter((one) => one.said === label).length);
}

const figures: Figures = { sentences: sentences.length };
for (const language of MOOD_LANGUAGES) {
  const own = sentences.filter((one) => one.language === language);
  const held = own.filter((one) => one.held);
  figures[`${language}.sentences`] = own.length;
  figures[`${language}.dev.accuracy`] = accuracy(own.filter((one) => !one.held));
  figures[`${language}.held.sentences`] = held.length;
  figures[`${language}.held.accuracy`] = accuracy(held);
  figures[`${language}.held.f1`] = Object.fromEntries(LABELS.map((label) => [label, rounded(f1(held, label))]));
  figures[`${language}.neutralReadAsNegative`] = own.filter(({ label, said }) => label === 'neu' && said === 'neg').length;
}
const wrong = sentences.filter(({ label, said }) => label !== said);
figures['wrong'] = Object.fromEntries(
  wrong.map(({ label, said, text, score, held }) => [`${held ? 'held' : 'dev'} ${label} as ${said}: ${text}`, score]),
);
const folder = process.argv[2];
if (folder !== undefined && !folder.startsWith('--')) {
  const turns = ['airline', 'fastfood', 'finance', 'insurance', 'media', 'software']
    .flatMap((domain) => readFileSync(join(folder, `${domain}-dev.tsv`), 'utf8').split('\n'))
    .map((line) => line.split('\t'))
    .filter(([, , , , , intent]) => intent === 'contentonly' || intent === 'confirmation' || intent === 'rejection');
  const negative = turns.filter(([, , , text = '']) => (scoreMessage(text, 'en') ?? 0) <= -FELT);
  figures['contentTurns'] = turns.length;
  figures['contentTurns.readAsNegative'] = negative.length;
  figures['contentTurns.examples'] = negative
    .slice(0, 8)
    .map(([, , , text = '']) => redactText(text).text)
    .join(' | ');
}
report(figures, process.argv.includes('--json'));
