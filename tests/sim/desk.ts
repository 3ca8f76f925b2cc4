// One delivery client on a desk: the test is its relay, answers by hand and owns the clock. For tests of single rules.
import { createConversationClient, memoryStorage, newConversation } from '@throughline/types';
import type {
  ConversationClient, ConversationClientOptions, Entry, Got, OutboxStorage, StoredConversation, Submit, SubmitAnswer, Sync, SyncAnswer, SyncPage, Transport,
} from '@throughline/types'; // prettier-ignore
import { VirtualTime, randomOf } from './virtual-time.js';

export const ME = { type: 'visitor' as const, id: 'vis_me' };
export const EPOCH = 'e'.repeat(32);
export const KEY = 'c'.repeat(32);
export const STREAM = 'a'.repeat(32);

/** A request that waits for the test to answer it. */
export interface Asked<Request, Answer> {
  request: Request;
  timeoutMs: number;
  answer(answer: Answer): Promise<void>;
  /** No answer will come. */
  miss(): Promise<void>;
}

export const entryAt = (seq: number, over: Partial<Entry> = {}): Entry => ({
  ...{
    lane: 'pub',
    seq,
    id: `ent_${seq}`,
    kind: 'message',
    body: { text: `their ${seq}` },
    author: { type: 'agent', id: 'agt_1', name: 'Ann' },
    ts: 1,
  },
  ...over,
});

export const pageOf = (events: Entry[], over: Partial<SyncPage> = {}): SyncPage => ({
  ...{ ok: true, conv: 'cnv_1', lane: 'pub', epoch: EPOCH, head: events.at(-1)?.seq ?? 0, events, more: false, reset: false },
  ...{ receipts: { delivered: 0, read: 0 } },
  ...over,
});

export class Desk {
  readonly time = new VirtualTime(randomOf(1));
  readonly storage: OutboxStorage;
  readonly client: ConversationClient;
  readonly submits: Asked<Submit, SubmitAnswer>[] = [];
  readonly syncs: Asked<Sync, SyncAnswer>[] = [];
  readonly gots: Got[] = [];
  readonly transport: Transport;
  strikes = 0;

  constructor(
    over: Partial<ConversationClientOptions> & { conv?: string; selfUnknown?: boolean; restored?: Partial<StoredConversation> } = {},
  ) {
    const { conv, restored, selfUnknown, ...options } = over;
    this.storage = options.storage ?? memoryStorage();
    this.client = createConversationClient({
      ...{
        stored: { ...newConversation(KEY, STREAM, conv ?? null), ...restored },
        storage: this.storage,
        surroundings: this.time.surroundings(),
      },
      lanes: ['pub'],
      ...(!selfUnknown && { self: ME }),
      ...options,
    });
    const ask = <Request, Answer>(list: Asked<Request, Answer>[]) => {
      return (request: Request, timeoutMs: number): Promise<Answer> =>
        new Promise((resolve, reject) => {
          const miss = (): void => reject(new Error('no answer'));
          this.time.after(timeoutMs, miss);
          const then = (act: () => void) => async (): Promise<void> => {
            act();
            await this.time.pass(0);
          };
          list.push({ request: structuredClone(request), timeoutMs, answer: (answer) => then(() => resolve(answer))(), miss: then(miss) });
        });
    };
    this.transport = {
      submit: ask(this.submits),
      sync: ask(this.syncs),
      got: (got) => void this.gots.push(got),
      strike: () => void (this.strikes += 1),
    };
  }

  /** Connects; with a conversation its first page is answered. */
  async up(page?: SyncPage, epoch?: string): Promise<void> {
    this.client.online(this.transport, epoch);
    await this.time.pass(0);
    if (page !== undefined) await this.sync().answer(page);
  }

  /** The newest request of each kind. */
  submit(): Asked<Submit, SubmitAnswer> {
    return newest(this.submits);
  }
  sync(): Asked<Sync, SyncAnswer> {
    return newest(this.syncs);
  }

  async say(...texts: string[]): Promise<void> {
    for (const text of texts) await this.client.send('message', { text });
    await this.time.pass(0);
  }

  /** Everything on screen, in order: confirmed texts, then own ones with their state. */
  screen(): string[] {
    const { pub, outbox } = this.client.view();
    return [
      ...pub.entries.map(({ body }) => String(body['text'])),
      ...outbox.map(({ body, state }) => `${String(body['text'])}:${state.state}`),
    ];
  }

  async stored(): Promise<StoredConversation | undefined> {
    return (await this.storage.all())[0];
  }
}

/** A tick for a whole batch whose first message came to `seq`. */
export const tick = (
  { request }: Asked<Submit, SubmitAnswer>,
  seq: number,
  over: Partial<Extract<SubmitAnswer, { ok: true }>> = {},
): SubmitAnswer => ({
  ...{ ok: true, conv: 'cnv_1', epoch: EPOCH, last_n: request.msgs.at(-1)?.n ?? 0 },
  results: request.msgs
    .filter(({ kind }) => kind !== 'skip')
    .map(({ n }, i) => ({ ...{ n, lane: 'pub' as const, seq: seq + i, id: `ent_${seq + i}`, ts: 7 } })),
  ...over,
});

function newest<Item>(list: Item[]): Item {
  const last = list.at(-1);
  if (last === undefined) throw new Error('nothing was asked');
  return last;
}
