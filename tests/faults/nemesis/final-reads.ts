// After the heal: six readings of everything, which have to be equal (P114).
import type { ConversationClient, Lane, SyncAnswer } from '@throughline/types';
import type { Crowd } from '../clients/load.js';
import { post } from '../clients/connector.js';
import { readOf } from '../history.js';
import type { History, Read } from '../history.js';
import type { Stage } from './stage.js';
import { readHeads, readStore } from './store-reader.js';

const PAGE_BYTES = 262_144;
const READ_TIMEOUT_MS = 15_000;

type Ask = (request: {
  conv: string;
  lane: Lane;
  epoch: string;
  after: number;
  after_id: string;
  max_bytes: number;
}) => Promise<SyncAnswer>;

async function fromZero(ask: Ask, conv: string, lane: Lane): Promise<{ epoch: string; ids: Read[] }> {
  const ids: Read[] = [];
  let epoch = '';
  for (;;) {
    const last = ids.at(-1);
    const answer = await ask({ conv, lane, epoch, after: last?.seq ?? 0, after_id: last?.id ?? '', max_bytes: PAGE_BYTES });
    if (!answer.ok) throw new Error(`The final sync of ${conv} was refused: ${answer.code}`);
    epoch = answer.epoch;
    ids.push(...answer.events.map(readOf));
    if (!answer.more || answer.events.length === 0) return { epoch, ids };
  }
}

async function fromApi(url: string, key: string, conv: string, lane: Lane): Promise<Read[]> {
  const ids: Read[] = [];
  for (;;) {
    const address = `${url}/api/v1/conversations/${conv}/entries?lane=${lane}&after=${ids.at(-1)?.seq ?? 0}`;
    const response = await fetch(address, { headers: { authorization: `Bearer ${key}` } });
    if (!response.ok) throw new Error(`The API answered ${response.status} for ${conv}`);
    const body: { entries: Parameters<typeof readOf>[0][]; more: boolean } = await response.json();
    ids.push(...body.entries.map(readOf));
    if (!body.more || body.entries.length === 0) return ids;
  }
}

/** What a client shows of a lane when it was scrolled up to its beginning; of one it does not know: nothing. */
export async function shown(client: ConversationClient | null, conv: string, lane: Lane): Promise<{ epoch: string; ids: Read[] }> {
  if (client === null || client.view().conv !== conv) return { epoch: '', ids: [] };
  for (let floor = Infinity; client.view()[lane].floor > 0 && client.view()[lane].floor < floor;) {
    floor = client.view()[lane].floor;
    await client.loadOlder(lane);
  }
  const { epoch, entries } = client.view()[lane];
  return { epoch, ids: entries.map(readOf) };
}

/** Writes them all down: of every stored conversation, for everybody who may read it, also when they show nothing of it. */
export async function readFinally(stage: Stage, crowd: Crowd, history: History): Promise<void> {
  const relay = stage.relays[0]?.relay;
  if (relay === undefined) throw new Error('No relay');
  const { siteId: site, secretKey } = stage.site;
  const heads = await readHeads(stage);
  let epoch = '';
  // 1 and 2: what each client holds, and what the relay would send it from the start.
  for (const { p, key, device, client } of crowd.visitors) {
    for (const { conv } of heads.filter(({ convKey }) => convKey === key)) {
      history.add(p, { type: 'ok', f: 'final', source: 'render', conv, lane: 'pub', ...(await shown(client, conv, 'pub')) });
      const ask: Ask = async (sync) => {
        const asked = { site, deviceToken: device.token, sync };
        const { body } = await post(`${relay.url}/visitor/v1/sync`, asked, { timeoutMs: READ_TIMEOUT_MS });
        return JSON.parse(JSON.stringify(body));
      };
      const read = await fromZero(ask, conv, 'pub');
      ({ epoch } = read);
      history.add(p, { type: 'ok', f: 'final', source: 'sync', conv, lane: 'pub', ...read });
    }
  }
  for (const { p, sides } of crowd.agents) {
    for (const { conv } of heads) {
      for (const lane of ['pub', 'int'] satisfies Lane[]) {
        const read = await shown(sides.get(conv)?.client ?? null, conv, lane);
        history.add(p, { type: 'ok', f: 'final', source: 'render', conv, lane, ...read });
      }
    }
  }
  // 4: the database. 5: the API. (3, a client that was never there: fresh-agent.ts; 6, the sink, wrote as it received.)
  for (const conv of await readStore(stage, history, epoch)) {
    for (const lane of ['pub', 'int'] satisfies Lane[]) {
      const ids = await fromApi(relay.url, secretKey, conv, lane);
      history.add('api', { type: 'ok', f: 'final', source: 'api', conv, lane, epoch, ids });
    }
  }
}
