// Answers of the visitor (form, survey) become events of the customer in the transaction of their entries, so that no restart forgets them.
import { entry } from '@throughline/types/decode';
import type { Consequence } from '../../../../domain/conversation/decision.js';
import { detailsEvent, surveyEvent } from '../../../../domain/conversation/answer-events.js';
import type { AnsweredIn } from '../../../../domain/conversation/answer-events.js';
import { closingWith } from '../../../../domain/conversation/survey-rule.js';
import type { Closing } from '../../../../domain/conversation/survey-rule.js';
import type { Caused } from '../../../../domain/conversation/plan-batch.js';
import type { Effects } from '../engine/effects.js';
import { relaySourceId } from '../identity/identity-events.js';
import { recordEvents } from '../ingest.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';

type Answered = Extract<Consequence, { type: 'details' | 'survey' }>;
export type CausedAnswer = Caused & { consequence: Answered };

export const isAnswer = (caused: Caused): caused is CausedAnswer =>
  caused.consequence.type === 'details' || caused.consequence.type === 'survey';

const closings = prepared<{ siteId: string; conv: string }, { seq: number }>((db, place) =>
  db
    .selectFrom('entries')
    .select('seq')
    .where('site_id', '=', place('siteId'))
    .where('conversation_id', '=', place('conv'))
    .where('lane', '=', 'pub')
    .where('kind', '=', 'close')
    .orderBy('seq', 'desc')
    .limit(1),
);

const surveysSince = prepared<{ siteId: string; conv: string; seq: number }, { body: string; ts: number }>((db, place) =>
  db
    .selectFrom('entries')
    .select(['body', 'ts'])
    .where('site_id', '=', place('siteId'))
    .where('conversation_id', '=', place('conv'))
    .where('lane', '=', 'pub')
    .where('seq', '>', place('seq'))
    .where('kind', '=', 'survey')
    .orderBy('seq'),
);

/** The newest end of the conversation with what the visitor thought of it; undefined when it never ended. */
export async function closingOf(
  tx: Tx,
  { siteId, conv, now }: { siteId: string; conv: string; now: number },
): Promise<Closing | undefined> {
  const [closed] = await closings(tx, { siteId, conv });
  if (closed === undefined) return undefined;
  const surveys = await surveysSince(tx, { siteId, conv, seq: closed.seq });
  return closingWith(
    closed.seq,
    surveys.map(({ body, ts }) => ({ body: entry.SurveyBody.parse(JSON.parse(body)), ts })),
    now,
  );
}

/** Records them in the order they were given; answers what followed. */
export async function recordAnswers(
  tx: Tx,
  siteId: string,
  { where, answers }: { where: Omit<AnsweredIn, 'entryId'>; answers: readonly CausedAnswer[] },
): Promise<Effects> {
  const events = answers.flatMap(({ consequence, cause }) => {
    const here = { ...where, entryId: cause.id };
    const event =
      consequence.type === 'details'
        ? detailsEvent(consequence.answers, consequence.form, here)
        : surveyEvent(consequence.survey, consequence.closing, here);
    return event ?? [];
  });
  const recorded = await recordEvents(tx, { siteId, sourceId: await relaySourceId(tx, siteId), events, now: where.at });
  return recorded.effects;
}
