// What a visitor's answers leave on the customer's timeline: the form's as facts and claims (W190), the survey's as numbers (W200). Pure.
// Invariants: an answer is a claim: an e-mail or a phone number is recorded with trust 1, which suggests and never merges (ID8). What a fact is
// called is the site's word, never the visitor's: an answer to a field that the site's form does not have is no fact.
import type { Channel, DetailsBody, FormField, Json, SurveyBody } from '@throughline/types';
import { isKnownKey, keyOfField } from '../facts/keys.js';
import type { EventIdentifier, IngestEvent } from '../ingest/event.js';
import { madeEvent } from '../ingest/made-event.js';
import { newsOf } from './survey-rule.js';
import type { Closing } from './survey-rule.js';

type Answer = DetailsBody['answers'][number];
type AskedField = Pick<FormField, 'id' | 'type' | 'label'>;

/** Where it was said, and whose conversation it is. */
export interface AnsweredIn {
  conv: string;
  entryId: string;
  /** Of the conversation. */
  channel: Channel;
  department: string | null;
  owner: { customerId?: string; identifiers: EventIdentifier[] };
  /** ms. */
  at: number;
}

const CLAIM = 1;
const TRAITS: ReadonlySet<string> = new Set(['name', 'email', 'phone']);

/**
 * The fact an answer to `field` becomes: by the type the site gave it, else by its id or label where they name something everybody asks for,
 * else under its own id. Null for what must not be kept as a fact: a password, an answer to what the form does not ask.
 */
export function keyOfAnswer({ field }: Pick<Answer, 'field'>, fields: readonly AskedField[]): string | null {
  const asked = fields.find(({ id }) => id === field);
  if (asked === undefined) return null;
  const names = [asked.id, asked.label].map(keyOfField);
  if (names.includes(null)) return null;
  if (asked.type === 'email' || asked.type === 'phone') return asked.type;
  return names.find((name) => name !== null && isKnownKey(name.key))?.key ?? asked.id;
}

/** The answers under the labels of the site's form; what it does not ask keeps the visitor's own. */
export const labelled = (answers: readonly Answer[], fields: readonly AskedField[]): Answer[] =>
  answers.map((answer) => ({ ...answer, label: fields.find(({ id }) => id === answer.field)?.label ?? answer.label }));

const asked = (what: string, { conv, entryId, department, owner, at }: AnsweredIn) => ({
  messageId: `${conv}:${what}:${entryId}`,
  department,
  owner,
  conversationId: conv,
  causationId: entryId,
  now: at,
});

/** `fields`: of the site's form as it is now. Null when it asks none of it: then there is nothing to record. */
export function detailsEvent(answers: readonly Answer[], fields: readonly AskedField[], where: AnsweredIn): IngestEvent | null {
  const given = labelled(answers, fields).flatMap((answer) => {
    const key = keyOfAnswer(answer, fields);
    return key === null ? [] : [{ key, label: answer.label, value: answer.value }];
  });
  if (given.length === 0) return null;
  const claims = given.flatMap(({ key, value }): EventIdentifier[] =>
    key === 'email' || key === 'phone' ? [{ type: key, value, trust: CLAIM, proven: false }] : [],
  );
  const traits: Record<string, Json> = Object.fromEntries(given.filter(({ key }) => TRAITS.has(key)).map(({ key, value }) => [key, value]));
  const event = madeEvent({
    ...asked('details', where),
    name: 'details.given',
    channel: where.channel,
    data: { fields: given.map(({ key, label, value }) => ({ name: key, label, value })) },
    owner: { ...where.owner, identifiers: [...where.owner.identifiers, ...claims] },
  });
  return { ...event, traits, traitTrust: CLAIM };
}

/**
 * What is new in it, as it was given; null when nothing is. Those of one closing share their `correlationId`, and of each number the newest
 * counts, so that an answer is counted once however often it was sent.
 */
export function surveyEvent(survey: SurveyBody, { seq, given }: Closing, where: AnsweredIn): IngestEvent | null {
  const data = newsOf(survey, given?.said ?? {});
  if (Object.keys(data).length === 0) return null;
  const event = madeEvent({ ...asked('survey', where), name: 'survey.answered', channel: 'survey', data });
  return { ...event, correlationId: `${where.conv}:survey:${seq}` };
}
