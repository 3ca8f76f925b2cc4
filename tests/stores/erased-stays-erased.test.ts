// Erased stays erased (S76): an older backup brings a person back, and the ledger beside the store takes them away again before anybody is served.
import { appendFileSync, copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileLedger } from '../../packages/server/src/adapters/ledger/file-ledger.js';
import { eraseCustomer } from '../../packages/server/src/app/erase-customer.js';
import { repeatErasures } from '../../packages/server/src/app/repeat-erasures.js';
import { openSqliteStore } from '../../packages/server/dist/adapters/store/sqlite/sqlite-store.js';
import { erasedPerson } from '../../packages/server/src/testing/erased-person.js';
import { hex, message, NOON } from '../../packages/server/src/testing/store-contract/stage.js';
import { startRelay } from '../servers/relay.js';
import type { RunningRelay } from '../servers/relay.js';
import { get, hex128, post, visitor } from '../servers/visitor-http.js';

const folder = mkdtempSync(join(tmpdir(), 'throughline-ledger-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const bus = { publish: () => undefined };
const nowhere = { files: { remove: () => Promise.resolve() }, log: { warn: () => undefined } };

describe('the ledger of erasures', () => {
  it('[S76] [S77] an older store is erased again: known and late conversations answer `erased`, nobody else loses anything', async () => {
    const file = join(folder, 'relay.db');
    const ledger = fileLedger(join(folder, 'erased.ledger'));
    const store = await openSqliteStore({ file });
    const gone = await erasedPerson(store, 'gone');
    const stays = await erasedPerson(store, 'stay');
    await store.close();
    copyFileSync(file, `${file}.backup`);

    const later = await openSqliteStore({ file });
    const device = await later.visitor({ siteId: gone.siteId, tokenHash: 'none', now: NOON, ttlMs: 1 });
    expect(device).toBeNull();
    const person = await later.customer({ siteId: gone.siteId, id: gone.customerId });
    expect(person).not.toBeNull();
    const erased = await eraseCustomer(
      { store: later, bus, ledger, ...nowhere },
      { siteId: gone.siteId, customerId: gone.customerId, actor: 'agt_1', now: NOON + 1 },
    );
    expect(erased).toMatchObject({ customers: 1, conversations: 1 });
    await later.close();
    const written = readFileSync(join(folder, 'erased.ledger'), 'utf8');
    expect(gone.words.filter((word) => written.includes(word))).toEqual([]); // the ledger names nobody

    copyFileSync(`${file}.backup`, file);
    const older = await openSqliteStore({ file });
    expect(await older.customer({ siteId: gone.siteId, id: gone.customerId })).not.toBeNull();
    expect(await repeatErasures({ store: older, ledger }, NOON + 2)).toBe(1);
    expect(await repeatErasures({ store: older, ledger }, NOON + 3)).toBe(0);
    expect(await older.customer({ siteId: gone.siteId, id: gone.customerId })).toBeNull();
    expect(await older.customer({ siteId: stays.siteId, id: stays.customerId })).not.toBeNull();
    const lane = await older.entries({ siteId: gone.siteId, conv: gone.conv, lane: 'pub', after: 0, limit: 50 });
    expect(lane?.entries.length).toBeGreaterThan(0);
    expect(gone.words.filter((word) => JSON.stringify(lane).includes(word))).toEqual([]);
    await older.close();
  });

  it('[S76] a conversation that the backup does not hold is kept as an erased one: a page that was away brings nothing back', async () => {
    const file = join(folder, 'late.db');
    const ledger = fileLedger(join(folder, 'late.ledger'));
    const store = await openSqliteStore({ file });
    const gone = await erasedPerson(store, 'gone');
    const principal = await gone.visitor('late-user');
    const before = { conv_key: hex(), stream: hex(), msgs: [message(1, 'before the backup')] };
    await gone.submit(principal, before);
    await store.close();
    copyFileSync(file, `${file}.backup`);

    const later = await openSqliteStore({ file });
    const submit = (at: typeof later, text: string, key: string) =>
      at.submit({ principal, submit: { conv_key: key, stream: hex(), msgs: [message(1, text)] }, online: true, now: NOON + 5 });
    const convKey = hex();
    expect((await submit(later, 'after the backup', convKey)).answer.ok).toBe(true);
    const [customer] = await later.findCustomers({ siteId: gone.siteId, type: 'user_id', value: 'late-user', minTrust: 3 });
    await eraseCustomer(
      { store: later, bus, ledger, ...nowhere },
      { siteId: gone.siteId, customerId: customer?.id ?? '', actor: 'agt_1', now: NOON + 6 },
    );
    await later.close();

    copyFileSync(`${file}.backup`, file);
    const older = await openSqliteStore({ file });
    await repeatErasures({ store: older, ledger }, NOON + 7);
    expect((await submit(older, 'offered again', convKey)).answer).toEqual({ ok: false, code: 'erased' });
    expect((await submit(older, 'offered again', before.conv_key)).answer).toEqual({ ok: false, code: 'erased' });
    await older.close();
  });

  it('[S76] who was merged into the customer after the first look is in the ledger too', async () => {
    const file = join(folder, 'merged.db');
    const path = join(folder, 'merged.ledger');
    const store = await openSqliteStore({ file });
    const gone = await erasedPerson(store, 'gone');
    const other = await gone.visitor('other-user');
    await gone.submit(other, { conv_key: hex(), stream: hex(), msgs: [message(1, 'me too')] });
    const { siteId } = gone;
    const [late] = await store.findCustomers({ siteId, type: 'user_id', value: 'other-user', minTrust: 3 });
    const lateId = late?.id ?? '';
    const merging = {
      erasedNames: async (args: Parameters<typeof store.erasedNames>[0]) => {
        const names = await store.erasedNames(args);
        const driver = new DatabaseSync(file);
        driver.prepare("UPDATE customers SET root_id = ?, status = 'merged' WHERE id = ?").run(gone.customerId, lateId);
        driver.close();
        return names;
      },
      eraseCustomer: (args: Parameters<typeof store.eraseCustomer>[0]) => store.eraseCustomer(args),
      forgetFiles: store.forgetFiles,
      row: store.row,
      epoch: store.epoch,
    };
    const args = { siteId, customerId: gone.customerId, actor: 'agt_1', now: NOON + 1 };
    const ledger = fileLedger(path);
    expect(await eraseCustomer({ store: merging, bus, ledger, ...nowhere }, args)).toMatchObject({ customers: 2 });
    const named = new Set<string>();
    for await (const line of ledger.lines()) for (const id of [...line.customers, ...line.visitors]) named.add(id);
    expect([...named]).toEqual(expect.arrayContaining([gone.customerId, lateId, other.id]));
    await store.close();
  });

  it('[S76] a line that a crash tore spoils no other', async () => {
    const path = join(folder, 'torn.ledger');
    const ledger = fileLedger(path);
    const line = { siteId: 's', at: 1, customers: ['c'], visitors: [], conversations: [] };
    await ledger.append(line);
    appendFileSync(path, '\n{"siteId":"s","at":2,"cust');
    await ledger.append({ ...line, at: 3 });
    const read: number[] = [];
    for await (const { at } of ledger.lines()) read.push(at);
    expect(read).toEqual([1, 3]);
  });
});

describe('a relay and its ledger', () => {
  let relay: RunningRelay;
  beforeAll(async () => {
    relay = await startRelay();
  });
  afterAll(() => relay?.stop());

  it('[S76] [P98] erased over the API, an older backup restored by command: the person stays away', { timeout: 120_000 }, async () => {
    const shop = await relay.siteAdd();
    const guest = await visitor(relay.url, shop.siteId);
    const said = `secret word ${hex128()}`;
    const opened = await guest.submit({ msgs: [{ n: 1, kind: 'message', body: { text: said } }] });
    const conv = opened.ok ? opened.conv : '';
    const backup = join(folder, 'taken.db');
    await relay.cli(['backup', backup]);
    const api = `${relay.url}/api/v1`;
    const row = await get<{ customer: { id: string } }>(`${api}/conversations/${conv}`, shop.secretKey);
    const erased = await post(`${api}/customers/${row.customer.id}/erase`, '', { authorization: `Bearer ${shop.secretKey}` });
    expect(erased.status).toBe(200);
    await expect(relay.cli(['restore', backup])).rejects.toThrow(/Another server holds/);
    await relay.kill9();
    expect(await relay.cli(['restore', backup])).toMatch(/epoch [0-9a-f]{32}/);
    await relay.restart();
    const lane = await get(`${api}/conversations/${conv}/entries?lane=pub`, shop.secretKey);
    expect(JSON.stringify(lane)).not.toContain(said);
    expect(await guest.submit({ msgs: [{ n: 2, kind: 'message', body: { text: 'late' } }] })).toEqual({ ok: false, code: 'erased' });
    expect(readFileSync(join(relay.dataDir, 'throughline.db')).includes(said)).toBe(false);
  });
});
