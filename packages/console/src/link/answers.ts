// Decodes what the relay answers and pushes over the socket, once, at the edge. An answer that does not decode counts as none:
// the request is asked again. A push that does not decode is dropped: it was a hint (P47).
import type {
  AgentStates,
  Attention,
  ContextChange,
  ConversationRow,
  Ev,
  Handoff,
  Head,
  InboxAnswer,
  OpenAnswer,
  ReceiptHint,
  Refusal,
  SettingsChanged,
  SubmitAnswer,
  SyncAnswer,
  TypingHint,
  Viewers,
} from '@throughline/types';
import { ack, conversation, toAgent, toVisitor } from '@throughline/types/decode';

/** No answer came: the connection is gone, or it took too long. What was asked may have happened all the same. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

interface Decoder<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: Error };
}

const accepted = (answer: unknown): boolean => typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === true;

function decodeAnswer<T>(name: string, decoder: Decoder<T>, answer: unknown): T | Refusal {
  const decoded = accepted(answer) ? decoder.safeParse(answer) : ack.Refusal.safeParse(answer);
  if (decoded.success) return decoded.data;
  console.error(`unexpected answer of ${name}`, decoded.error);
  throw new NoAnswer(name);
}

export const submitAnswer = (answer: unknown): SubmitAnswer => decodeAnswer('submit', ack.SubmitAccepted, answer);
export const syncAnswer = (answer: unknown): SyncAnswer => decodeAnswer('sync', ack.SyncPage, answer);
export const inboxAnswer = (answer: unknown): InboxAnswer => decodeAnswer('inbox', toAgent.InboxAnswer, answer);
export function openAnswer(answer: unknown): OpenAnswer {
  const decoded = decodeAnswer('open', toAgent.Handoff, answer);
  return 'row' in decoded ? { ok: true, ...decoded } : decoded;
}

export type Push =
  | { event: 'ev'; payload: Ev }
  | { event: 'head'; payload: Head }
  | { event: 'receipt'; payload: ReceiptHint }
  | { event: 'typing'; payload: TypingHint }
  | { event: 'row'; payload: ConversationRow }
  | { event: 'handoff'; payload: Handoff }
  | { event: 'context'; payload: ContextChange }
  | { event: 'alert'; payload: unknown }
  | { event: 'viewers'; payload: Viewers }
  | { event: 'agents'; payload: AgentStates }
  | { event: 'attention'; payload: Attention }
  | { event: 'settings'; payload: SettingsChanged }
  | { event: 'presence'; payload: { conv: string; online: boolean } };

function decodePush<E extends Push['event'], T>(event: E, decoder: Decoder<T>, payload: unknown): { event: E; payload: T } | null {
  const decoded = decoder.safeParse(payload);
  if (decoded.success) return { event, payload: decoded.data };
  console.error(`unexpected push ${event}`, decoded.error);
  return null;
}

function presence(payload: unknown): Push | null {
  if (typeof payload !== 'object' || payload === null || !('conv' in payload) || !('online' in payload)) return null;
  if (typeof payload.conv !== 'string' || typeof payload.online !== 'boolean') return null;
  return { event: 'presence', payload: { conv: payload.conv, online: payload.online } };
}

/** Null for an event this build does not know, or a payload that is not what it should be. */
export function readPush(event: string, payload: unknown): Push | null {
  switch (event) {
    case 'ev':
      return decodePush(event, toVisitor.Ev, payload);
    case 'head':
      return decodePush(event, toVisitor.Head, payload);
    case 'receipt':
      return decodePush(event, toVisitor.ReceiptHint, payload);
    case 'typing':
      return decodePush(event, toVisitor.TypingHint, payload);
    case 'row':
      return decodePush(event, conversation.ConversationRow, payload);
    case 'handoff':
      return decodePush(event, toAgent.Handoff, payload);
    case 'context':
      return decodePush(event, toAgent.ContextChange, payload);
    case 'alert':
      return { event, payload }; // read by the part of the console that is loaded later
    case 'viewers':
      return decodePush(event, toAgent.Viewers, payload);
    case 'agents':
      return decodePush(event, toAgent.AgentStates, payload);
    case 'attention':
      return decodePush(event, toAgent.Attention, payload);
    case 'settings':
      return decodePush(event, toAgent.SettingsChanged, payload);
    case 'presence':
      return presence(payload);
    default:
      return null;
  }
}
