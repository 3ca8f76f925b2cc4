// How well the reason classifier does on real conversations (C27): `tsx bench/reasons.ts <folder of MultiDoGO> [--json]`.
// Macro-F1 per domain, learned on the train split where there is one, else on a seeded half of the conversations, measured on the rest.
import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { classifierOf, countsOf } from '../packages/server/src/domain/reasons/naive-bayes.js';
import { CONFIDENT_REASON } from '../packages/server/src/domain/reasons/suggest.js';
import { tokensOf } from '../packages/server/src/domain/reasons/reason-tokens.js';
import { ruleReason } from '../packages/server/src/domain/reasons/rules.js';
import { report, rounded } from './report.js';
import type { Figures } from './report.js';

const SEED = 20_260_322;
const DOMAINS = ['airline', 'fastfood', 'finance', 'insurance', 'media', 'software'];
/** What keeps a chat going; every other intent is a topic, which is what a reason is. */
const TALK = new Set(['contentonly', 'confirmation', 'rejection', 'openinggreeting', 'closinggreeting', 'thankyou', 'outofdomain']);
const TOPIC_MIN = 5; // a topic seen less often on either side is left out of the macro average, and named

interface Turn {
  conversation: string;
  text: string;
  intent: string;
}

/** Rows whose line was broken by a line feed in the text have no intent and are left out; of several intents the first counts. */
function turnsOf(text: string): Turn[] {
  return text
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .filter((cells) => cells.length === 6 && /^[a-z]+(<div>[a-z]+)*$/.test(cells[5] ?? ''))
    .map((cells) => ({ conversation: cells[0] ?? '', text: cells[3] ?? '', intent: (cells[5] ?? '').split('<div>')[0] ?? '' }));
}

/** FNV-1a over seed and id, mixed once more: a half that does not depend on the order of the file. */
function inTraining(conversation: string): boolean {
  let hash = 0x811c9dc5;
  for (const char of `${SEED}:${conversation}`) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
  return ((hash ^ (hash >>> 12)) & 1) === 1;
}

function splitOf(folder: string, domain: string): { train: Turn[]; dev: Turn[]; halves: boolean } {
  const dev = turnsOf(readFileSync(join(folder, `${domain}-dev.tsv`), 'utf8'));
  const train = join(folder, `${domain}-train.tsv.gz`);
  if (existsSync(train)) return { train: turnsOf(gunzipSync(readFileSync(train)).toString('utf8')), dev, halves: false };
  return {
    train: dev.filter(({ conversation }) => inTraining(conversation)),
    dev: dev.filter(({ conversation }) => !inTraining(conversation)),
    halves: true,
  };
}

interface Result {
  macroF1: number;
  /** With the rare ones, learned or not. */
  macroF1OfEveryIntent: number;
  microAccuracy: number;
  /** In %: turns with a confidence of 0.6 or more (C27), and how many of those are right. */
  sureShare: number;
  sureAccuracy: number;
  perCode: Record<string, number>;
  confusions: Record<string, number>;
  turns: number;
  leftOut: string[];
}

/** Macro-F1 over the intents that occur at least TOPIC_MIN times on both sides. */
function measure(train: readonly Turn[], dev: readonly Turn[]): Result {
  const counts = countsOf(train.map(({ intent, text }) => ({ code: intent, tokens: tokensOf(text) })));
  const classify = classifierOf(counts);
  let sure = 0;
  let sureAndRight = 0;
  const seen = new Map<string, { hit: number; said: number; gold: number }>();
  const confusions = new Map<string, number>();
  const row = (code: string): { hit: number; said: number; gold: number } => {
    const held = seen.get(code) ?? { hit: 0, said: 0, gold: 0 };
    seen.set(code, held);
    return held;
  };
  for (const { intent, text } of dev) {
    const [best] = classify(tokensOf(text));
    const said = best?.code ?? '';
    if ((best?.confidence ?? 0) >= CONFIDENT_REASON) {
      sure += 1;
      if (said === intent) sureAndRight += 1;
    }
    row(intent).gold += 1;
    row(said).said += 1;
    if (said === intent) row(intent).hit += 1;
    else confusions.set(`${intent} as ${said}`, (confusions.get(`${intent} as ${said}`) ?? 0) + 1);
  }
  const enough = (code: string): boolean =>
    row(code).gold >= TOPIC_MIN && (counts.find((count) => count.code === code)?.documents ?? 0) >= TOPIC_MIN;
  const codes = [...seen.keys()].sort();
  const perCode = Object.fromEntries(codes.filter(enough).map((code) => [code, f1(row(code))]));
  const values = Object.values(perCode);
  const inDev = codes.filter((code) => row(code).gold > 0).map((code) => f1(row(code)));
  const hits = [...seen.values()].reduce((sum, { hit }) => sum + hit, 0);
  return {
    macroF1: rounded((100 * values.reduce((sum, value) => sum + value, 0)) / values.length),
    macroF1OfEveryIntent: rounded((100 * inDev.reduce((sum, value) => sum + value, 0)) / inDev.length),
    microAccuracy: rounded((100 * hits) / dev.length),
    sureShare: rounded((100 * sure) / dev.length),
    sureAccuracy: rounded((100 * sureAndRight) / sure),
    perCode: Object.fromEntries(Object.entries(perCode).map(([code, value]) => [code, rounded(100 * value)])),
    confusions: Object.fromEntries([...confusions].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, 8)),
    turns: dev.length,
    leftOut: codes.filter((code) => !enough(code)),
  };
}

function f1({ hit, said, gold }: { hit: number; said: number; gold: number }): number {
  return hit === 0 ? 0 : (2 * hit) / (said + gold);
}

/** The built-in rules on sentences written and labelled for the purpose, by the hand that wrote the rules: real turns are the harder test. */
function rulesMeasured(): Figures {
  const lines = readFileSync(new URL('data/reasons/reasons.tsv', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  const read = lines.map((line) => {
    const [part = '', code = '', language = '', text = ''] = line.split('\t');
    return { part, code, language, text, said: ruleReason(text, language)?.code ?? 'nothing' };
  });
  const measured: Figures = { 'rules.sentences': read.length };
  for (const part of ['dev', 'held']) {
    for (const language of ['en', 'de']) {
      const own = read.filter((one) => one.part === part && one.language === language);
      const said = own.filter((one) => one.said !== 'nothing');
      const right = said.filter((one) => one.said === one.code).length;
      measured[`rules.${language}.${part}.precision`] = rounded((100 * right) / said.length);
      measured[`rules.${language}.${part}.recall`] = rounded((100 * right) / own.length);
    }
  }
  const wrong = read.filter(({ code, said }) => code !== said);
  measured['rules.wrong'] = wrong.map(({ part, code, said, text }) => `${part} ${code} as ${said}: ${text}`).join(' | ');
  return measured;
}

/** Intents that mean the same as a leaf; what another product's intents are called decides nothing here. */
const LEAF_OF: Readonly<Record<string, string>> = {
  reportlostcard: 'account_access.locked',
  disputecharge: 'invoice.unexpected_charge',
  updateaddress: 'account_access.data_change',
  checkclaimstatus: 'claim_application_status.status_check',
  getproofofinsurance: 'claim_application_status.documents',
  reportbrokenphone: 'product.defect',
  reportbrokensoftware: 'product.defect',
  bookflight: 'purchase_intent.new',
  startserviceintent: 'purchase_intent.new',
};

/** The built-in rules on real turns: right among those they speak on, and how often they speak where a turn has no topic. */
function rulesOnTurns(name: string, turns: readonly Turn[]): Figures {
  const read = turns.map((turn) => ({ ...turn, said: ruleReason(turn.text, 'en')?.code ?? null }));
  const mapped = read.filter(({ intent }) => LEAF_OF[intent] !== undefined);
  const spoken = mapped.filter(({ said }) => said !== null);
  const right = spoken.filter(({ intent, said }) => LEAF_OF[intent] === said).length;
  const talk = read.filter(({ intent }) => TALK.has(intent) && intent !== 'outofdomain');
  const confused = new Map<string, number>();
  for (const { intent, said } of mapped)
    if (said !== LEAF_OF[intent])
      confused.set(`${intent} as ${said ?? 'nothing'}`, (confused.get(`${intent} as ${said ?? 'nothing'}`) ?? 0) + 1);
  return {
    [`rules.${name}.mapped`]: mapped.length,
    [`rules.${name}.precision`]: rounded((100 * right) / spoken.length),
    [`rules.${name}.recall`]: rounded((100 * right) / mapped.length),
    [`rules.${name}.spokenWithoutTopic`]: `${talk.filter(({ said }) => said !== null).length} of ${talk.length}`,
    [`rules.${name}.confusions`]: Object.fromEntries([...confused].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, 12)),
  };
}

const folder = process.argv[2];
if (folder === undefined || folder.startsWith('--')) throw new Error('usage: tsx bench/reasons.ts <folder of MultiDoGO> [--json]');
const asJson = process.argv.includes('--json');
const figures: Figures = {
  seed: SEED,
  definition: `macro-F1 in %, over intents with at least ${TOPIC_MIN} turns in training and in dev; every customer turn; of several intents the first`,
};
const isTopic = ({ intent }: Turn): boolean => !TALK.has(intent);
Object.assign(figures, rulesMeasured());
const allDev = DOMAINS.flatMap((domain) => turnsOf(readFileSync(join(folder, `${domain}-dev.tsv`), 'utf8')));
Object.assign(figures, rulesOnTurns('dev', allDev));
// Nobody looked at these turns when the rules were written.
const train = ['finance', 'insurance'].flatMap((domain) => splitOf(folder, domain)).filter(({ halves }) => !halves);
Object.assign(
  figures,
  rulesOnTurns(
    'train',
    train.flatMap((split) => split.train),
  ),
);
let sum = 0;
for (const domain of DOMAINS) {
  const { train, dev, halves } = splitOf(folder, domain);
  const all = measure(train, dev);
  const topics = measure(train.filter(isTopic), dev.filter(isTopic));
  const topicsAmongAll = Object.entries(all.perCode).filter(([code]) => !TALK.has(code));
  sum += topics.macroF1;
  figures[`${domain}`] = halves ? 'seeded halves of the dev conversations' : 'train split → dev split';
  figures[`${domain}.turns`] = `${train.length} → ${dev.length}, topics ${train.filter(isTopic).length} → ${topics.turns}`;
  figures[`${domain}.allIntents.macroF1`] = all.macroF1;
  figures[`${domain}.allIntents.macroF1WithRare`] = all.macroF1OfEveryIntent;
  figures[`${domain}.allIntents.accuracy`] = all.microAccuracy;
  figures[`${domain}.topicsAmongAll.macroF1`] = rounded(
    topicsAmongAll.reduce((total, [, value]) => total + value, 0) / topicsAmongAll.length,
  );
  figures[`${domain}.topics.macroF1`] = topics.macroF1;
  figures[`${domain}.topics.macroF1WithRare`] = topics.macroF1OfEveryIntent;
  figures[`${domain}.topics.accuracy`] = topics.microAccuracy;
  figures[`${domain}.topics.sure`] = `${topics.sureShare} %, of which right ${topics.sureAccuracy} %`;
  figures[`${domain}.allIntents.sure`] = `${all.sureShare} %, of which right ${all.sureAccuracy} %`;
  figures[`${domain}.perIntent`] = all.perCode;
  figures[`${domain}.perTopic`] = topics.perCode;
  figures[`${domain}.confusions`] = all.confusions;
  figures[`${domain}.topicConfusions`] = topics.confusions;
  figures[`${domain}.leftOut`] = all.leftOut.join(' ') || 'none';
}
figures['topics.macroF1.mean'] = rounded(sum / DOMAINS.length);
report(figures, asJson);
