// A desk at which much has happened: conversations in every state, with every owner and mark, the same ones every time.
import { desk } from '@throughline/types/decode';
import type { Store } from '../../ports/store.js';
import { NOON, accepted, hex, message, stageOn } from './stage.js';
import type { AgentPrincipal, Stage } from './stage.js';

const MINUTE = 60_000;
export const CONVERSATIONS = 40;

/** The same numbers every time: a failure can be looked at. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % sides;
  };
}

async function teamOf(stage: Stage, name: string, members: string[]): Promise<string> {
  const { siteId } = stage;
  const doc = desk.TeamDoc.parse({ name, members });
  const put = await stage.store.putSettingsObject({ siteId, kind: 'team', doc, ifVersion: 0, ownerId: '', actor: 'test', now: NOON });
  if (!put.ok) throw new Error(put.code);
  return put.object.id;
}

interface Desks {
  stage: Stage;
  agents: AgentPrincipal[];
  teams: string[];
}

/** Forty conversations to which agents did all sorts of things, several of them at the same moment. */
export async function busyDesk(store: Store): Promise<Desks> {
  const stage = await stageOn(store);
  const agents = [await stage.agent('Ann'), await stage.agent('Ben'), await stage.agent('Cy')];
  const teams = [await teamOf(stage, 'Claims', [agents[0]?.id ?? '']), await teamOf(stage, 'Sales', [agents[1]?.id ?? ''])];
  const roll = dice(42);
  const one = <T>(list: readonly T[]): T => {
    const chosen = list[roll(list.length)];
    if (chosen === undefined) throw new Error('an empty list');
    return chosen;
  };
  for (let i = 0; i < CONVERSATIONS; i += 1) {
    const visitor = await stage.visitor(roll(4) === 0 ? `user-${hex()}` : null);
    const at = NOON + roll(12) * MINUTE;
    const opened = await stage.submit(visitor, { conv_key: hex(), stream: hex(), msgs: [message(1, `hello ${i}`)] }, at);
    const { conv } = accepted(opened.answer);
    let version = 0;
    for (let step = roll(5); step > 0; step -= 1) {
      const deeds: [string, Record<string, unknown>][] = [
        [
          'assign',
          { how: 'transfer', agentId: one([...agents.map(({ id }) => id), null]), teamId: one([...teams, null]), ifVersion: version },
        ],
        ['tag', { add: [one(['late', 'vip', 'ünïcode "tag"'])], remove: [] }],
        ['priority', { priority: one(['low', 'high', 'urgent']) }],
        ['snooze', { until: NOON + (30 + roll(5)) * MINUTE }],
        ['message', { text: 'an answer' }],
        ['close', {}],
      ];
      const [kind, body] = one(deeds);
      const { answer, row } = await stage.submit(one(agents), { conv, stream: hex(), msgs: [{ n: 1, kind, body }] }, at + roll(9) * MINUTE);
      if (answer.ok && row !== null) version = row.assignVersion;
    }
  }
  return { stage, agents, teams };
}
