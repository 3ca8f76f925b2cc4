// Planted bugs in what is stored and answered; see list.mjs.
const SERVER = 'packages/server/dist';
const SQL = `${SERVER}/adapters/store/sql`;
const DELIVERY = `${SQL}/delivery`;
const ENGINE = `${SERVER}/adapters/store/sqlite/engine.js`;
const WORKER = `${SERVER}/adapters/store/sqlite/worker.js`;
const PLAN = `${SERVER}/domain/conversation/plan-batch.js`;
const DECIDE = `${SERVER}/domain/conversation/decide.js`;
const POST = `${SERVER}/app/post-message.js`;
const INDEXES = `${SQL}/migrations/0001-indexes.js`;
const SYNC = `${DELIVERY}/sync-operations.js`;

/** Replies leave the store's thread before the COMMIT of their group, which then takes its time. */
const REPLIES_BEFORE_COMMIT = [
  {
    file: ENGINE,
    find: 'const epoch = this.counter.count();',
    replace:
      'const epoch = this.counter.count(); globalThis.throughlineEarly(replies); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 150);',
  },
  {
    file: WORKER,
    find: 'const nextTurn = ',
    replace: 'globalThis.throughlineEarly = (replies) => answer(replies); const nextTurn = ',
  },
];

/** @type {import('./list.mjs').Plant[]} */
export const storePlants = [
  { id: 'X1', what: 'ack before the commit', caughtBy: 'scene kill', campaign: 'kills', edits: REPLIES_BEFORE_COMMIT },
  {
    id: 'X2',
    what: '`synchronous` below FULL',
    caughtBy: 'scene start',
    edits: [{ file: `${SERVER}/adapters/store/sqlite/sqlite-file.js`, find: 'synchronous = FULL', replace: 'synchronous = NORMAL' }],
  },
  {
    id: 'X3',
    what: 'duplicate check and unique indexes dropped',
    caughtBy: 'scene resend',
    campaign: 'doubles',
    edits: [
      {
        file: PLAN,
        find: 'const { messages, standing } = input;',
        replace:
          'const { messages } = input; const standing = { ...input.standing, lastN: (messages[0]?.n ?? 1) - 1, byN: new Map(), byOrigin: new Map() };',
      },
      {
        file: PLAN,
        find: 'return appendFresh(input, fresh, results);',
        replace: 'return appendFresh({ ...input, standing }, fresh, results);',
      },
      { file: INDEXES, find: "'stream', 'n'],\n        unique: true,", replace: "'stream', 'n']," },
      { file: INDEXES, find: "'origin'],\n        unique: true,", replace: "'origin']," },
    ],
  },
  {
    id: 'X4',
    what: 'the conversation row is not locked on PostgreSQL',
    caughtBy: 'scene crowd',
    edits: [
      { file: `${DELIVERY}/find-conversation.js`, find: 'const [row] = await byIdLocked(tx', replace: 'const [row] = await byId(tx' },
      { file: `${DELIVERY}/find-conversation.js`, find: '=> query.forUpdate().skipLocked()', replace: '=> query' },
    ],
  },
  {
    id: 'X5',
    what: 'published before the commit; the ack waits for it',
    caughtBy: 'scene kill',
    campaign: 'kills',
    edits: [
      ...REPLIES_BEFORE_COMMIT,
      { file: POST, find: 'return outcome.answer;', replace: 'await new Promise((done) => setTimeout(done, 180)); return outcome.answer;' },
    ],
  },
  {
    id: 'X6',
    what: 'nothing is published on the duplicate path',
    caughtBy: 'scene resend',
    alsoOff: 'beacon-off',
    edits: [{ file: `${DELIVERY}/submit.js`, find: 'publish: [...again, ...appended', replace: 'publish: [...appended' }],
  },
  {
    id: 'X7',
    what: 'a batch is stored up to its first bad message, and refused',
    caughtBy: 'scene batch',
    edits: [
      {
        file: `${DELIVERY}/submit.js`,
        find: 'if (!plan.ok)\n        return refused(plan);',
        replace: [
          "if (!plan.ok) { const good = messages.filter(({ n }) => plan.code === 'rejected' && n < plan.n);",
          'if (good.length > 0) await submitTo(tx, { ...args, submit: { ...batch, msgs: batch.msgs.slice(0, good.length) } }, { row, created });',
          'return refused(plan); }',
        ].join(' '),
      },
    ],
  },
  {
    id: 'X8',
    what: 'an operation that fails keeps what it wrote in the group that commits (here no group fails as a whole because of one)',
    caughtBy: 'scene group',
    edits: [{ file: ENGINE, find: 'ROLLBACK TO op; RELEASE op', replace: 'RELEASE op' }],
  },
  {
    id: 'X9',
    what: 'the webhook row is written later, in a transaction of nobody',
    caughtBy: 'scene hook',
    campaign: 'kills',
    edits: [
      {
        file: `${SQL}/handoff.js`,
        find: 'await enqueue(tx, siteId,',
        replace: 'setTimeout((...args) => void enqueue(...args), 3_000, tx, siteId,',
      },
    ],
  },
  {
    id: 'X10',
    what: 'claim without compare-and-set',
    caughtBy: 'scene claim',
    campaign: 'calm',
    edits: [
      { file: DECIDE, find: 'body.ifVersion !== state.assignVersion', replace: 'false' },
      { file: DECIDE, find: 'if (state.assigneeId !== null)', replace: 'if (false)' },
    ],
  },
  {
    id: 'X11',
    what: '`conv_key` neither looked up nor unique',
    caughtBy: 'scene double',
    campaign: 'calm',
    edits: [
      { file: `${DELIVERY}/find-conversation.js`, find: 'return own === undefined ?', replace: 'return own !== null ?' },
      {
        file: INDEXES,
        find: "columns: ['site_id', 'principal_id', 'conv_key'], unique: true",
        replace: "columns: ['site_id', 'principal_id', 'conv_key']",
      },
      {
        file: `${DELIVERY}/new-conversation.js`,
        find: ".onConflict((conflict) => conflict.columns(['site_id', 'principal_id', 'conv_key']).doNothing())",
        replace: '',
      },
    ],
  },
  {
    id: 'X12',
    what: 'the guard is checked before duplicates',
    caughtBy: 'scene guard',
    edits: [
      {
        file: PLAN,
        find: 'const results = [];\n    for (const message of messages)',
        replace:
          "if (input.ifPubHead !== null && input.ifPubHead !== standing.pubHead) return { ok: false, code: 'stale_head', pub_head: standing.pubHead };\n    const results = [];\n    for (const message of messages)",
      },
    ],
  },
  {
    id: 'X13',
    what: 'a skip does not advance `last_n`',
    caughtBy: 'scene skip',
    campaign: 'calm',
    edits: [{ file: PLAN, find: 'skips.push(message.n);', replace: 'fresh.splice(fresh.indexOf(message));' }],
  },
  {
    id: 'X14',
    what: 'the beacon goes on telling the first heads it read (this design reads heads, it keeps none)',
    caughtBy: 'scene beacon',
    campaign: 'no-hints',
    alsoOff: 'hints-off',
    edits: [
      {
        file: SYNC,
        find: 'return rows.map((row) => ({ conv: row.id, pub: row.pub_head, int: row.int_head }));',
        replace:
          'const held = (globalThis.throughlineHeads ??= new Map()); return rows.map((row) => { if (!held.has(row.id)) held.set(row.id, { conv: row.id, pub: row.pub_head, int: row.int_head }); return held.get(row.id); });',
      },
    ],
  },
];
