// What files leave behind, and how many of them somebody may send: erasure, crashes, folders, rates and times, on real relays.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { FileRef } from '@throughline/types';
import { png } from '../../packages/server/src/testing/file-samples.js';
import { startRelay } from '../servers/relay.js';
import type { RunningRelay, SiteKeys } from '../servers/relay.js';
import { post, visitor } from '../servers/visitor-http.js';
import { slowPut, visitorWithFiles } from './files-desk.fixture.js';

const PDF = Buffer.from('%PDF-1.7 invoice', 'latin1');
const onDisk = (at: RunningRelay): string[] =>
  readdirSync(join(at.dataDir, 'files'))
    .filter((name) => name !== '.installation')
    .sort();

async function customer(site: SiteKeys, url: string) {
  const person = await visitor(url, site.siteId);
  return { ...person, files: visitorWithFiles(url, site.siteId, person.token) };
}
const sending = (files: readonly FileRef[]) => ({ n: 1, kind: 'message', body: { text: '', files } });

describe('what is left on the disk', () => {
  it('[S77] [S65] an erased customer’s files are gone when the erasure is answered, sent or not', async () => {
    const fresh = await startRelay({ env: { THROUGHLINE_RATE_LIMITS: 'off' } });
    try {
      const site = await fresh.siteAdd('Shop', ['*']);
      const [ana, ben] = [await customer(site, fresh.url), await customer(site, fresh.url)];
      for (const who of [ana, ben]) await who.submit({ msgs: [sending([await who.files.file('x-ray.png', png())])] });
      await ana.files.file('unsent.pdf', PDF);
      expect(onDisk(fresh)).toHaveLength(3);
      const headers = { authorization: `Bearer ${site.secretKey}` };
      const list = await fetch(`${fresh.url}/api/v1/conversations/${await convOf(ana)}`, { headers });
      const conversation: { customer: { id: string } } = await list.json();
      const erased = await post(`${fresh.url}/api/v1/customers/${conversation.customer.id}/erase`, '', headers);
      expect(erased.status).toBe(200);
      expect(onDisk(fresh)).toHaveLength(1);
    } finally {
      await fresh.stop();
    }
  });

  it('[S65] after kill -9 in the middle of an upload nothing of it can be read, and it is done again', async () => {
    const fresh = await startRelay({ env: { THROUGHLINE_RATE_LIMITS: 'off' } });
    try {
      const site = await fresh.siteAdd('Shop', ['*']);
      const ana = await customer(site, fresh.url);
      const id = String((await ana.files.reserve('bill.pdf', PDF.length)).body['id']);
      const half = slowPut(
        `${fresh.url}/visitor/v1/files/${id}?site=${site.siteId}`,
        { authorization: `Bearer ${ana.token}`, 'content-length': PDF.length },
        async function* () {
          yield PDF.subarray(0, 5);
          await pause(60_000, undefined, { ref: false });
        },
      );
      await expect.poll(() => onDisk(fresh).length, { timeout: 30_000 }).toBe(1);
      await fresh.kill9();
      expect(await half.answer).toBe('cut');
      await fresh.restart();
      expect((await ana.files.read(id)).status).toBe(404);
      expect((await ana.files.put(id, PDF)).status).toBe(200);
      expect((await ana.files.read(id)).bytes.equals(PDF)).toBe(true);
    } finally {
      await fresh.stop();
    }
  });

  it('[S68] a download that is cut off leaves no open file behind', async () => {
    const fresh = await startRelay({ env: { THROUGHLINE_RATE_LIMITS: 'off' } });
    try {
      const site = await fresh.siteAdd('Shop', ['*']);
      const ana = await customer(site, fresh.url);
      const { id } = await ana.files.file('long.txt', Buffer.alloc(10 * 1024 * 1024, 'a'));
      const open = (): number =>
        readdirSync(`/proc/${fresh.pid}/fd`).filter((fd) => {
          try {
            return readlinkSync(`/proc/${fresh.pid}/fd/${fd}`).startsWith(join(fresh.dataDir, 'files'));
          } catch {
            return false; // closed while we looked
          }
        }).length;
      for (let i = 0; i < 20; i += 1) {
        const cut = new AbortController();
        const address = `${fresh.url}/visitor/v1/files/${id}?site=${site.siteId}`;
        const answer = await fetch(address, { headers: { authorization: `Bearer ${ana.token}` }, signal: cut.signal });
        expect(answer.status).toBe(200);
        cut.abort();
      }
      await expect.poll(open, { timeout: 30_000 }).toBe(0);
    } finally {
      await fresh.stop();
    }
  });

  it('[S65] [S140] a full disk is no fault of the file: the upload may come again', async ({ skip }) => {
    const small = mkdtempSync(join(tmpdir(), 'throughline-small-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=0700', 'tmpfs', small], { stdio: 'ignore' });
    } catch {
      return skip('not run: mounting a small disk is not allowed here');
    }
    const fresh = await startRelay({ env: { THROUGHLINE_RATE_LIMITS: 'off', FILES_DIR: small } });
    try {
      const site = await fresh.siteAdd('Shop', ['*']);
      const ana = await customer(site, fresh.url);
      const refused = await ana.files.upload('long.txt', Buffer.alloc(2 * 1024 * 1024, 'a'));
      expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } });
      expect((await ana.files.upload('short.txt', Buffer.from('hello'))).status).toBe(200);
    } finally {
      await fresh.stop();
      execFileSync('umount', ['-l', small]);
    }
  });

  it('[S68] another folder is another setting, and a file whose bytes are missing is not there', async () => {
    const fresh = await startRelay({ env: { THROUGHLINE_RATE_LIMITS: 'off' } });
    const elsewhere = join(fresh.dataDir, 'shared');
    mkdirSync(elsewhere);
    try {
      const site = await fresh.siteAdd('Shop', ['*']);
      const ana = await customer(site, fresh.url);
      const before = await ana.files.file('before.pdf', PDF);
      await fresh.kill9();
      await fresh.restart({ FILES_DIR: elsewhere });
      const after = await ana.files.file('after.pdf', PDF);
      expect(readdirSync(elsewhere)).toHaveLength(2); // and whose folder it is
      expect((await ana.files.read(after.id)).status).toBe(200);
      expect((await ana.files.read(before.id)).status).toBe(404);
    } finally {
      await fresh.stop();
    }
  });
});

describe('limits of files', () => {
  it('[S47] a visitor uploads ten at once and is then told when to come back; others go on', async () => {
    const limited = await startRelay();
    try {
      const site = await limited.siteAdd('Shop', ['*']);
      const [ana, ben] = [await customer(site, limited.url), await customer(site, limited.url)];
      for (let i = 0; i < 10; i += 1) expect((await ana.files.reserve('a.txt', 1)).status).toBe(200);
      const refused = await ana.files.reserve('a.txt', 1);
      expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60);
      for (let i = 0; i < 5; i += 1) expect((await ben.files.reserve('film.gif', 10 * 1024 * 1024)).status).toBe(200);
      expect((await ben.files.reserve('film.gif', 10 * 1024 * 1024)).status).toBe(429); // 50 MiB a day
    } finally {
      await limited.stop();
    }
  });

  it('[S68] whoever guesses tickets is told to wait', async () => {
    const limited = await startRelay();
    try {
      const guess = async (i: number) => (await fetch(`${limited.url}/files/site_x.${String(i).padStart(43, 'a')}`)).status;
      const statuses = new Set<number>();
      for (let i = 0; i < 200; i += 1) statuses.add(await guess(i));
      expect([...statuses].sort()).toEqual([404, 429]);
      expect((await fetch(`${limited.url}/files/${'x'.repeat(5_000)}`)).status).toBe(404); // not even a ticket by its form
    } finally {
      await limited.stop();
    }
  });

  it('[S69] a body that is no upload ends within 15 s; an upload goes on as long as it comes at 1 KiB a second', async () => {
    const relay = await startRelay({ env: { THROUGHLINE_RATE_LIMITS: 'off' } });
    const shop = await relay.siteAdd('Shop', ['*']);
    const ana = await customer(shop, relay.url);
    const addressFor = async (): Promise<string> => {
      const { body } = await ana.files.reserve('slow.txt', 60 * 1024);
      return `${relay.url}/visitor/v1/files/${String(body['id'])}?site=${shop.siteId}`;
    };
    const [one, two] = [await addressFor(), await addressFor()];
    const authorization = `Bearer ${ana.token}`;
    const started = Date.now();
    const trickle = (bytesPerSecond: number, seconds: number) =>
      async function* () {
        for (let i = 0; i < seconds; i += 1) {
          yield Buffer.alloc(bytesPerSecond, 'a');
          await pause(1_000);
        }
      };
    const took = async (answer: Promise<unknown>) => [await answer, Date.now() - started] as const;
    const [other, crawling, steady] = await Promise.all([
      took(slowPut(`${relay.url}/visitor/v1/session`, { 'content-length': 40_000 }, trickle(10, 40)).answer),
      took(slowPut(one, { authorization }, trickle(10, 60)).answer),
      took(slowPut(two, { authorization, 'content-length': 60 * 1024 }, trickle(3 * 1024, 20)).answer),
    ]);
    expect(other[1]).toBeLessThan(25_000);
    expect(crawling[0]).toBe('cut');
    expect(crawling[1]).toBeLessThan(30_000);
    expect(steady[0]).toMatchObject({ status: 200 });
    expect(steady[1]).toBeGreaterThan(18_000);
    await relay.stop();
  });
});

async function convOf(who: Awaited<ReturnType<typeof customer>>): Promise<string> {
  const again = await who.submit({ msgs: [{ n: 2, kind: 'message', body: { text: 'and this' } }] });
  if (!again.ok) throw new Error(again.code);
  return again.conv;
}
