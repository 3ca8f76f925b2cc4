// Plays real chats through a real relay: every conversation as a visitor on one socket and an answering agent on another, both with the
// product's own delivery client. Then compares store, visitor's list and agent's list entry by entry.
//   npm run bench:replay -- <folder> [--limit 100] [--at-once 24] [--json]
import { parseArgs } from 'node:util';
import { startRelay } from '../tests/servers/relay.js';
import type { RunningRelay, SiteKeys } from '../tests/servers/relay.js';
import { readChats } from './chats.js';
import type { Chat } from './chats.js';
import { addDifferences, compareViews, noDifferences } from './compare-views.js';
import type { Differences, Said } from './compare-views.js';
import { latencies, report, rounded } from './report.js';
import { openAgent, openVisitor } from './visitor-agent.js';
import type { AnsweringAgent } from './visitor-agent.js';

const SETTLE_MS = 300; // the last hints of a conversation travel while its lists are compared
const AGENT = { email: 'bench@example.com', password: 'a password only for this run' };

interface Scene {
  relay: RunningRelay;
  site: SiteKeys;
  agent: AnsweringAgent;
}

/** Plays one chat; adds its latencies, from handing over to the other side's list, to `samplesMs`. */
async function play(
  { relay, site, agent }: Scene,
  chat: Chat,
  samplesMs: { toAgent: number[]; toVisitor: number[] },
): Promise<Differences> {
  const visitor = await openVisitor(relay.url, site.siteId);
  const said: Said[] = [];
  let conv: string | undefined;
  try {
    for (const { from, text } of chat.turns) {
      const handedOver = performance.now();
      if (from === 'visitor') {
        const origin = await visitor.say('message', text);
        said.push({ origin, lane: 'pub', text });
        conv ??= await visitor.conversation;
        samplesMs.toAgent.push((await (await agent.take(conv)).shows(origin)) - handedOver);
        continue;
      }
      const desk = await agent.take(conv ?? '');
      const origin = await desk.say(from === 'note' ? 'note' : 'message', text);
      said.push({ origin, lane: from === 'note' ? 'int' : 'pub', text });
      if (from === 'note') await desk.shows(origin);
      else samplesMs.toVisitor.push((await visitor.shows(origin)) - handedOver);
    }
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    if (conv === undefined) throw new Error(`${chat.id} has no turn of the visitor`);
    return await compareViews({ url: relay.url, secretKey: site.secretKey, conv }, said, { visitor, agent: await agent.take(conv) });
  } finally {
    visitor.leave();
    if (conv !== undefined) agent.release(conv);
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { limit: { type: 'string' }, 'at-once': { type: 'string', default: '24' }, json: { type: 'boolean', default: false } },
});
const [folder] = positionals;
if (folder === undefined) {
  process.stderr.write('Usage: npm run bench:replay -- <folder with multidogo/ and abcd/> [--limit 100] [--at-once 24] [--json]\n');
  process.exit(2);
}
const chats = readChats(folder).slice(0, values.limit === undefined ? undefined : Number(values.limit));
const relay = await startRelay({ env: { THROUGHLINE_RATE_LIMITS: 'off' } });
try {
  const site = await relay.siteAdd('Replay', ['*']);
  await relay.userAdd(AGENT.email, 'agent', AGENT.password, site.siteId);
  const agent = await openAgent(relay.url, AGENT.email, AGENT.password);
  const samplesMs = { toAgent: [] as number[], toVisitor: [] as number[] };
  const total = noDifferences();
  const waiting = [...chats];
  const start = performance.now();
  await Promise.all(
    Array.from({ length: Number(values['at-once']) }, async () => {
      for (let chat = waiting.shift(); chat !== undefined; chat = waiting.shift()) {
        const found = await play({ relay, site, agent }, chat, samplesMs);
        addDifferences(total, found);
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  const messages = chats.reduce((sum, { turns }) => sum + turns.length, 0);
  const toVisitor = latencies(samplesMs.toVisitor);
  report(
    {
      conversations: chats.length,
      messages,
      losses: total.lost,
      duplicates: total.duplicates,
      reordered: total.reordered,
      altered: total.altered,
      redacted: total.redacted,
      visitorDiffers: total.visitorDiffers,
      agentDiffers: total.agentDiffers,
      ...latencies(samplesMs.toAgent),
      visitorP50Ms: toVisitor.p50Ms,
      visitorP99Ms: toVisitor.p99Ms,
      messagesPerSecond: rounded(messages / seconds),
      atOnce: Number(values['at-once']),
      seconds: rounded(seconds),
    },
    values.json,
  );
  agent.leave();
  if (total.lost + total.duplicates + total.reordered + total.altered + total.visitorDiffers + total.agentDiffers > 0) process.exitCode = 1;
} finally {
  await relay.stop();
}
