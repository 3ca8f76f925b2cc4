// One line of words for every entry that is not a message or a note (K26). Pure; a kind it does not know is null and draws nothing.
import type { Entry } from '@throughline/types';
import type { Names } from './names.js';
import { handoffKindWords } from './handoff-words.js';
import { listed, t } from './t.js';
import { methodWords, whenWords } from './words.js';

export interface SystemLine {
  words: string;
  /** A second, quoted line: what a person wrote to colleagues beside it. */
  detail: string | null;
}

const string = (value: unknown): string => (typeof value === 'string' ? value : '');
const strings = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);
const line = (words: string, detail = ''): SystemLine => ({ words, detail: detail === '' ? null : detail });
const because = (words: string, reason: string): string => (reason === '' ? words : t('{what}: {reason}', { what: words, reason }));

/** An agent by name, else the relay. */
const whoOf = (entry: Entry, names: Names): string =>
  entry.author.name ?? (entry.author.type === 'agent' ? names.agent(entry.author.id) : t('The relay'));

/** Whom `agentId` and `teamId` of a body name. */
function targetOf(body: Entry['body'], names: Names): string {
  const agentId = string(body['agentId']);
  const teamId = string(body['teamId']);
  return agentId !== '' ? names.agent(agentId) : teamId !== '' ? names.team(teamId) : t('the queue');
}

function assignLine(entry: Entry, names: Names): SystemLine {
  const { body } = entry;
  const who = whoOf(entry, names);
  const to = targetOf(body, names);
  const note = string(body['note']);
  const reason = string(body['reason']);
  switch (body['how']) {
    case 'claim':
      return line(t('{who} took this conversation', { who: to }));
    case 'transfer':
      return line(t('{who} handed over to {to}', { who, to }), note);
    case 'decline':
      return line(t('{who} gave this conversation back to {to}', { who, to }), note);
    case 'route':
      return line(because(t('Given to {to}', { to }), reason), note);
    case 'requeue':
      return line(because(t('Back in {to}', { to }), reason), note);
    case 'overflow':
      return line(because(t('Passed on to {to}', { to }), reason), note);
    default:
      return line(t('{who} put this conversation back in {to}', { who, to }), note);
  }
}

function tagLine(entry: Entry, names: Names): SystemLine | null {
  const who = whoOf(entry, names);
  const added = listed(strings(entry.body['add']));
  const removed = listed(strings(entry.body['remove']));
  if (added !== '' && removed !== '') return line(t('{who} tagged {added} and took off {removed}', { who, added, removed }));
  if (added !== '') return line(t('{who} tagged {added}', { who, added }));
  return removed === '' ? null : line(t('{who} took off the tag {removed}', { who, removed }));
}

function consultLine(entry: Entry, names: Names): SystemLine {
  const who = whoOf(entry, names);
  const to = targetOf(entry.body, names);
  if (entry.body['done'] === true) return line(t('{who} ended the question to {to}', { who, to }), string(entry.body['note']));
  return line(t('{who} asked {to} to help', { who, to }), string(entry.body['note']));
}

const PRIORITY = (code: string): string =>
  code === 'urgent' ? t('urgent') : code === 'high' ? t('high') : code === 'low' ? t('low') : t('normal');

function slaLine(body: Entry['body']): SystemLine {
  const what =
    body['metric'] === 'first_response' ? t('First response') : body['metric'] === 'next_response' ? t('Next response') : t('Resolution');
  return line(body['state'] === 'missed' ? t('{what}: target missed', { what }) : t('{what}: target at risk', { what }));
}

function wakeLine(entry: Entry, names: Names): SystemLine {
  const why = entry.body['because'];
  if (why === 'time') return line(t('Awake again: the time has come'));
  return line(why === 'reply' ? t('Awake again: the customer replied') : t('{who} woke the conversation', { who: whoOf(entry, names) }));
}

export function systemLine(entry: Entry, names: Names): SystemLine | null {
  const body = entry.body;
  const who = whoOf(entry, names);
  switch (entry.kind) {
    case 'open':
      if (body['continues'] !== undefined) return line(t('Conversation started: it continues an earlier one'));
      if (body['reopened'] !== true) return line(t('Conversation started'));
      return line(entry.author.type === 'agent' ? t('{who} reopened the conversation', { who }) : t('Conversation reopened'));
    case 'close':
      return line(t('{who} closed the conversation', { who }));
    case 'wrap_up':
      return line(t('Outcome: {outcome}', { outcome: string(body['outcome']) }));
    case 'join':
      return line(t('{who} joined', { who: string(body['name']) || t('An agent') }));
    case 'leave':
      return line(t('{who} left', { who: string(body['name']) || t('An agent') }));
    case 'assign':
      return assignLine(entry, names);
    case 'snooze':
      return line(
        typeof body['until'] === 'number'
          ? t('{who} snoozed the conversation until {time}', { who, time: whenWords(body['until'], entry.ts) })
          : t('{who} snoozed the conversation until the customer replies', { who }),
      );
    case 'wake':
      return wakeLine(entry, names);
    case 'tag':
      return tagLine(entry, names);
    case 'priority':
      return line(
        because(t('{who} set the priority to {priority}', { who, priority: PRIORITY(string(body['priority'])) }), string(body['reason'])),
      );
    case 'consult':
      return consultLine(entry, names);
    case 'merge':
      return line(
        body['undone'] === true
          ? t('{who} undid the merge of this conversation', { who })
          : t('{who} merged this conversation into another one', { who }),
      );
    case 'merged':
      return line(
        body['undone'] === true
          ? t('{who} undid a merge', { who })
          : t('{who} merged another conversation of this customer into this one', { who }),
      );
    case 'pin':
      return line(string(body['noteId']) === '' ? t('{who} unpinned a note', { who }) : t('{who} pinned a note', { who }));
    case 'sla':
      return slaLine(body);
    case 'identity_verified': {
      const method = string(body['method']);
      return line(method === '' ? t('Identity verified') : t('Identity verified by {method}', { method: methodWords(method) }));
    }
    case 'context_snapshot': {
      const kind = string(body['kind']);
      const parts = [
        t('Context handed over'),
        ...(kind === '' || kind === 'new' ? [] : [handoffKindWords(kind)]),
        ...(typeof body['revision'] === 'number' ? [t('revision {n}', { n: body['revision'] })] : []),
      ];
      return line(parts.join(' · '));
    }
    case 'details':
      return detailsLine(body, names);
    case 'survey':
      return surveyLine(body);
    default:
      return null;
  }
}

function detailsLine(body: Record<string, unknown>, names: Names): SystemLine | null {
  const given = Array.isArray(body['answers']) ? body['answers'] : [];
  const answers = given.flatMap((one: unknown) =>
    typeof one === 'object' && one !== null && 'label' in one && 'value' in one ? [`${string(one.label)} ${string(one.value)}`] : [],
  );
  if (answers.length === 0) return null;
  return line(t('{who} said: {answers}', { who: names.customer ?? t('The customer'), answers: answers.join(' · ') }));
}

/** What was not answered is left out; a comment is quoted. */
function surveyLine(body: Record<string, unknown>): SystemLine | null {
  const comment = string(body['comment']);
  const { satisfaction, effort } = body;
  const said = [
    ...(typeof satisfaction === 'number' ? [t('Satisfaction {n} of 5', { n: satisfaction })] : []),
    ...(typeof effort === 'number' ? [t('Effort {n} of 7', { n: effort })] : []),
  ];
  if (said.length === 0 && comment === '') return null;
  return line(said.length === 0 ? t('Comment after the chat') : said.join(' · '), comment);
}
