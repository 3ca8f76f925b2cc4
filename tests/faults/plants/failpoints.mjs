// Where the relay can be stopped (P112). Each is an edit of a built file: `find` must occur there exactly once. All of them are applied
// together, in the order of this list, and only the armed ones act.
// (Not hooks in the product's source behind a flag: what the release does not contain cannot be switched on in it.)
const SERVER = 'packages/server/dist';
const SQLITE = `${SERVER}/adapters/store/sqlite/sqlite-handle.js`;
const POSTGRES = `${SERVER}/adapters/store/postgres/kept-statements.js`;

/** Every name, by what the relay is doing there. */
export const NAMES = [
  'before-begin',
  'after-insert',
  'after-commit',
  'after-ack',
  'before-publish',
  'mid-group',
  'mid-migration',
  'sync-error',
];

/** @type {{names: string[], store: 'sqlite' | 'postgres' | 'both', file: string, find: string, replace: string}[]} */
export const failpoints = [
  {
    // What every transaction of the file passes; those of reads begin without IMMEDIATE and pass no failpoint. A failed sync shows as an
    // error of COMMIT. Mid-group: one submission of the group is done, the next one begins.
    names: ['before-begin', 'mid-group', 'sync-error', 'after-commit'],
    store: 'sqlite',
    file: SQLITE,
    find: 'this.driver.exec(text);',
    replace: [
      "if (/^BEGIN/.test(text)) this.groupSize = text === 'BEGIN IMMEDIATE' ? 0 : null;",
      "if (text === 'BEGIN IMMEDIATE') throughlineFailpoint('before-begin');",
      "if (/^SAVEPOINT/.test(text) && this.groupSize++ === 1) throughlineFailpoint('mid-group');",
      "const commits = text === 'COMMIT' && this.groupSize !== null;",
      "if (commits) throughlineFailpoint('sync-error');",
      'this.driver.exec(text);',
      "if (commits) throughlineFailpoint('after-commit');",
    ].join(' '),
  },
  {
    // The statement that every transaction passes. A commit whose answer is lost was carried out: that is the doubtful case (P23).
    names: ['before-begin', 'sync-error', 'after-commit'],
    store: 'postgres',
    file: POSTGRES,
    find: 'return await client.query(name === null ? { text, values } : { name, text, values });',
    replace: [
      "if (/^(?:begin|start)/i.test(text)) await throughlineFailpoint('before-begin');",
      'const answered = await client.query(name === null ? { text, values } : { name, text, values });',
      "if (/^commit/i.test(text)) { await throughlineFailpoint('sync-error'); await throughlineFailpoint('after-commit'); }",
      'return answered;',
    ].join(' '),
  },
  {
    // One message of a batch is inserted, or one is and the next is not: a batch is all or nothing (P34).
    names: ['after-insert', 'mid-group'],
    store: 'both',
    file: `${SERVER}/adapters/store/sql/delivery/append-entries.js`,
    find: 'await insertEntry(tx, rowOf(entry, { siteId, conv, principalId, submitted }));',
    replace: [
      "{ if (entry !== entries[0].entry) await throughlineFailpoint('mid-group');",
      'await insertEntry(tx, rowOf(entry, { siteId, conv, principalId, submitted }));',
      "await throughlineFailpoint('after-insert'); }",
    ].join(' '),
  },
  {
    names: ['before-publish'],
    store: 'both',
    file: `${SERVER}/app/post-message.js`,
    find: 'for (const written of [outcome, ...outcome.others])',
    replace: "if (outcome.answer.ok) await throughlineFailpoint('before-publish'); for (const written of [outcome, ...outcome.others])",
  },
  {
    names: ['after-ack'],
    store: 'both',
    file: `${SERVER}/transport/socket/answer.js`,
    find: 'ack(answer);',
    replace: "{ ack(answer); if (event === 'submit') throughlineFailpoint('after-ack'); }",
  },
  {
    names: ['mid-migration'],
    store: 'both',
    file: `${SERVER}/adapters/store/sql/migrations/table.js`,
    find: 'await table.execute();',
    replace: "await table.execute(); await throughlineFailpoint('mid-migration');",
  },
];
