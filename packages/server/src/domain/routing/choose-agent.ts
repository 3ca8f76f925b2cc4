// Who of a team gets a waiting conversation (K55, K57). Pure.
import { wordsFor } from '../context/words.js';
import type { RoutingAgent, RoutingTeam, WaitingConversation } from './model.js';
import { pointsOf, sumOfPoints } from './points.js';

export interface Chosen {
  agentId: string;
  /** In words, the weightiest first. */
  because: string[];
}

/** At the desk, and with room for one more. */
export const isFree = (agent: RoutingAgent, points: number): boolean =>
  agent.status === 'online' && agent.connected && sumOfPoints([agent.load, points]) <= agent.capacity;

const isSkilled = ({ skills }: RoutingAgent, wanted: readonly string[]): boolean => {
  const known = new Set(skills.map((skill) => skill.toLowerCase()));
  return wanted.every((skill) => known.has(skill.toLowerCase()));
};

const base = (language: string): string => language.toLowerCase().split('-', 1)[0] ?? '';
const speaks = ({ languages }: RoutingAgent, language: string): boolean => languages.some((one) => base(one) === base(language));

/** Whoever got something longest ago; of those who never did, by id. */
const byTurn = (a: RoutingAgent, b: RoutingAgent): number => (a.givenAt ?? -1) - (b.givenAt ?? -1) || (a.id < b.id ? -1 : 1);
const byRoom = (a: RoutingAgent, b: RoutingAgent): number => b.capacity - b.load - (a.capacity - a.load) || byTurn(a, b);

/** English, or the code itself where we have no word for it. */
const languageName = (language: string): string => wordsFor('en').languages[base(language)] ?? language;

/** Null: nobody of the team is free for it now, or the team leaves it to its people. */
export function chooseAgent(
  { doc }: Pick<RoutingTeam, 'doc'>,
  conversation: Pick<WaitingConversation, 'channel' | 'language' | 'lastAgentId'>,
  { agents, skill }: { agents: readonly RoutingAgent[]; skill?: string },
): Chosen | null {
  if (doc.mode === 'manual') return null;
  const members = new Set(doc.members);
  const skills = skill === undefined ? doc.skills : [...doc.skills, skill];
  const points = pointsOf(conversation.channel);
  const free = agents.filter((agent) => members.has(agent.id) && isFree(agent, points) && isSkilled(agent, skills));
  const { language, lastAgentId } = conversation;
  const withSkill = skill === undefined ? [] : [`skill: ${skill}`];
  const known = doc.lastAgentFirst ? free.find(({ id }) => id === lastAgentId) : undefined;
  if (known !== undefined) return { agentId: known.id, because: ['spoke to this customer last', ...withSkill] };
  const speakers = doc.matchLanguage && language !== null ? free.filter((agent) => speaks(agent, language)) : [];
  const among = speakers.length > 0 ? speakers : free;
  const [next] = [...among].sort(doc.mode === 'round_robin' ? byTurn : byRoom);
  if (next === undefined) return null;
  const how = doc.mode === 'round_robin' ? 'next in turn' : 'least busy';
  const inWords = speakers.length > 0 && language !== null ? [`speaks ${languageName(language)}`] : [];
  return { agentId: next.id, because: [how, ...inWords, ...withSkill] };
}
