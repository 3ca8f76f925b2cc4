// Planted bugs in reading, pushing and in the client; see list.mjs.
const SERVER = 'packages/server/dist';
const TYPES = 'packages/types/dist';
const SQL = `${SERVER}/adapters/store/sql`;
const DELIVERY = `${SQL}/delivery`;
const PLAN = `${SERVER}/domain/conversation/plan-batch.js`;
const DECIDE_DEED = `${SERVER}/domain/conversation/decide-deed.js`;
const SYNC = `${DELIVERY}/sync-operations.js`;
const APPLY = `${TYPES}/protocol/apply.js`;

/** @type {import('./list.mjs').Plant[]} */
export const syncPlants = [
  {
    id: 'X15',
    what: 'the agent is subscribed after the reading',
    caughtBy: 'scene join',
    alsoOff: 'beacon-off',
    edits: [
      {
        file: `${SERVER}/transport/socket/agent.js`,
        find: 'joinAsAgent(deps.subscriptions, subscriber, conv); // join, then read (P42)',
        replace: '',
      },
      {
        file: `${SERVER}/transport/socket/agent.js`,
        find: "subscriber.tell('presence', { conv, online: deps.isVisitorIn(subscriber.siteId, conv) });",
        replace:
          "await new Promise((done) => setTimeout(done, 30)); joinAsAgent(deps.subscriptions, subscriber, conv); subscriber.tell('presence', { conv, online: deps.isVisitorIn(subscriber.siteId, conv) });",
      },
    ],
  },
  {
    id: 'X16',
    what: '`>=` for `>` when a lane is read after a cursor',
    caughtBy: 'scene page',
    edits: [
      { file: `${DELIVERY}/read-lane.js`, find: ".where('seq', '>', place('after'))", replace: ".where('seq', '>=', place('after'))" },
    ],
  },
  {
    id: 'X17',
    what: 'a lane is read on by timestamp',
    caughtBy: 'scene page',
    edits: [
      {
        file: SYNC,
        find: 'return { ...page, events, more',
        replace: [
          'if (after > 0) { const [cursor] = await pageAfter(tx, { siteId: principal.siteId, conv, lane, after: after - 1, maxBytes: 1 });',
          'events.splice(0, events.length, ...events.filter(({ ts }) => ts > cursor.ts)); } return { ...page, events, more',
        ].join(' '),
      },
    ],
  },
  {
    id: 'X18',
    what: 'the beacon is off, and hints of entries get lost',
    caughtBy: 'scene beacon',
    campaign: 'calm',
    edits: [
      { file: `${SERVER}/transport/socket/beacon.js`, find: 'limits.BEACON_MS, run', replace: 'limits.BEACON_MS * 1_000, run' },
      {
        file: `${SERVER}/adapters/bus/memory/memory-bus.js`,
        find: 'publish: listeners.tell,',
        replace: "publish: (hint) => { if (hint.type !== 'entries') listeners.tell(hint); },",
      },
    ],
  },
  {
    id: 'X19',
    what: 'the epoch of a cursor is ignored',
    caughtBy: 'scene cursor',
    edits: [{ file: SYNC, find: 'sync.epoch !== tx.epoch', replace: 'false' }],
  },
  {
    id: 'X20',
    what: '`after_id` is ignored: a store that went back under its epoch and grew again goes unnoticed',
    caughtBy: 'scene cursor',
    edits: [{ file: SYNC, find: 'seq: sync.after })) !== sync.after_id', replace: "seq: sync.after })) === 'never'" }],
  },
  {
    id: 'X21',
    what: 'lanes mixed: a note goes into the visitor’s lane',
    caughtBy: 'scene note',
    campaign: 'calm',
    edits: [{ file: DECIDE_DEED, find: "draft('int', 'note'", replace: "draft('pub', 'note'" }],
  },
  {
    id: 'X22',
    what: 'subscribed without authorisation: who asks for a conversation hears it',
    caughtBy: 'scene stranger',
    edits: [
      {
        file: `${SERVER}/domain/conversation/authorise.js`,
        find: 'return asker.id === conversation.principalId;\n}',
        replace: 'return true;\n}',
      },
    ],
  },
  {
    id: 'X23',
    what: 'receipts are missing from `sync`',
    caughtBy: 'scene ticks',
    campaign: 'no-hints',
    alsoOff: 'hints-off',
    edits: [
      { file: SYNC, find: 'epoch: tx.epoch, head, receipts }', replace: 'epoch: tx.epoch, head, receipts: { delivered: 0, read: 0 } }' },
    ],
  },
  {
    id: 'X25',
    what: 'the outbox is saved after sending',
    caughtBy: 'sim',
    edits: [
      {
        file: `${TYPES}/delivery/outbox-keeper.js`,
        find: 'next = await storage.update(convKey, (held) => change(held ?? stored));',
        replace:
          'next = change(stored); const late = next; queueMicrotask(() => setImmediate(() => void storage.update(convKey, () => late)));',
      },
    ],
  },
  {
    id: 'X26',
    what: 'the outbox is cleared when a batch is sent',
    caughtBy: 'sim',
    edits: [
      {
        file: `${TYPES}/delivery/sender.js`,
        find: 'flight = batch;\n            host.changed();',
        replace:
          'flight = batch; await host.commit((stored) => ({ ...stored, items: stored.items.filter((item) => !batch.items.some(({ n }) => n === item.n)) })); host.changed();',
      },
    ],
  },
  {
    id: 'X27',
    what: 'a retry is a new message: a new n in a new stream',
    caughtBy: 'sim',
    edits: [
      {
        file: `${TYPES}/delivery/sender.js`,
        find: 'pace = missed.pace;',
        // Under a name of its own: a text that keeps its first name is found by the relay whatever stream it comes in (P35).
        replace: [
          'pace = missed.pace; const anew = surroundings.hex128();',
          'const named = ({ reofferOf, ...item }) => (item.stream ? { ...item, reofferOf } : { ...item, origin: `${anew}:${item.n}` });',
          'await host.commit((stored) => { const moved = moveTo(stored, anew); return { ...moved, items: moved.items.map(named) }; });',
        ].join(' '),
      },
    ],
  },
  {
    id: 'X28',
    what: 'sorted by timestamp, and timestamps may go back (P38 keeps the two orders equal otherwise)',
    caughtBy: 'scene order',
    campaign: 'clocks',
    edits: [
      { file: PLAN, find: 'Math.max(input.now, standing.lastTs)', replace: 'input.now' },
      {
        file: APPLY,
        find: 'const entries = [...view.entries, ...fresh];',
        replace: 'const entries = [...view.entries, ...fresh].sort((a, b) => a.ts - b.ts);',
      },
    ],
  },
  {
    id: 'X29',
    what: 'an entry ahead of a gap is dropped without `sync`',
    caughtBy: 'scene gap',
    edits: [
      {
        file: APPLY,
        find: 'const pending = view.pending.size >= PENDING_MAX',
        replace: "if (view.contig > 0) return { view, need: 'nothing' }; const pending = view.pending.size >= PENDING_MAX",
      },
    ],
  },
  {
    id: 'X31',
    what: 'texts are offered again without their origin',
    caughtBy: 'sim',
    edits: [{ file: `${TYPES}/delivery/batch.js`, find: '...(reofferOf !== undefined && { reoffer_of: reofferOf })', replace: '' }],
  },
  {
    id: 'X32',
    what: 'a fixed ack timer, and a full batch at once on a new connection',
    caughtBy: 'scene pace',
    edits: [
      { file: `${TYPES}/delivery/ack-timer.js`, find: 'size: 1, misses: 0 };', replace: 'size: BATCH_MAX_MESSAGES, misses: 0 };' },
      { file: `${TYPES}/delivery/ack-timer.js`, find: 'Math.min(pace.timeoutMs * 2, ACK_TIMEOUT_MAX_MS)', replace: 'pace.timeoutMs' },
    ],
  },
  {
    id: 'X33',
    what: 'backoff up to 60 s',
    caughtBy: 'scene patience',
    edits: [{ file: `${TYPES}/delivery/backoff.js`, find: 'Math.min(BACKOFF_MAX_MS,', replace: 'Math.min(60_000,' }],
  },
  {
    id: 'X34',
    what: 'the burst of the message bucket is smaller than a batch',
    caughtBy: 'scene burst',
    edits: [{ file: `${TYPES}/limits.js`, find: 'RATE_VISITOR_MESSAGES = { burst: 20', replace: 'RATE_VISITOR_MESSAGES = { burst: 10' }],
  },
];
