// Files from one end to the other, on a real relay: what is taken, what is refused, who may read, and what is left on the disk.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileRef } from '@throughline/types';
import { SECRET, gif, jpeg, png, webp } from '../../packages/server/src/testing/file-samples.js';
import { startRelay } from '../servers/relay.js';
import type { RunningRelay, SiteKeys } from '../servers/relay.js';
import { agent, hex128, post, visitor } from '../servers/visitor-http.js';
import type { TestAgent } from '../servers/visitor-http.js';
import { agentWithFiles, slowPut, visitorWithFiles } from './files-desk.fixture.js';

const PASSWORD = 'a long enough password';
const PDF = Buffer.from('%PDF-1.7 invoice', 'latin1');

let relay: RunningRelay;
let shop: SiteKeys;
let other: SiteKeys;
let ada: TestAgent;
beforeAll(async () => {
  relay = await startRelay({ env: { THROUGHLINE_RATE_LIMITS: 'off' } });
  shop = await relay.siteAdd('Shop', ['https://shop.example']);
  other = await relay.siteAdd('Other', ['https://other.example']);
  await relay.userAdd('ada@shop.example', 'agent', PASSWORD, shop.siteId);
  await relay.userAdd('eve@other.example', 'agent', PASSWORD, other.siteId);
  ada = await agent(relay.url, 'ada@shop.example', PASSWORD);
});
afterAll(async () => {
  ada.close();
  await relay.stop();
});

const onDisk = (at: RunningRelay): string[] =>
  readdirSync(join(at.dataDir, 'files'))
    .filter((name) => name !== '.installation')
    .sort();

async function customer(site: SiteKeys = shop, url = relay.url) {
  const person = await visitor(url, site.siteId);
  return { ...person, files: visitorWithFiles(url, site.siteId, person.token) };
}
const sending = (files: readonly FileRef[], text = '', n = 1) => ({ n, kind: 'message', body: { text, files } });

describe('files of a visitor', () => {
  it.each([
    ['photo.jpg', jpeg(), 'image/jpeg'],
    ['screen.png', png(), 'image/png'],
    ['dance.gif', gif(), 'image/gif'],
    ['sticker.webp', webp(), 'image/webp'],
    ['bill.pdf', PDF, 'application/pdf'],
    ['notes.txt', Buffer.from('Grüße \u202e\0'), 'text/plain'],
    ['really-a-picture.exe', png(), 'image/png'],
  ])('[S66] %s is what its bytes say, whatever the request calls it', async (name, bytes, type) => {
    const ana = await customer();
    const { body: reserved } = await ana.files.reserve(name, bytes.length);
    const stored = await ana.files.put(String(reserved['id']), bytes, { 'content-type': 'text/html; charset=utf-7' });
    expect(stored.body).toMatchObject({ id: reserved['id'], name, type });
    const read = await ana.files.read(String(reserved['id']));
    expect(read.status).toBe(200);
    expect(read.bytes.length).toBe(stored.body['size']);
    expect(read.headers.get('content-type')).toContain(type);
    expect(read.headers.get('content-disposition')).toContain('attachment');
    expect(read.headers.get('x-content-type-options')).toBe('nosniff');
    expect(read.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(read.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });

  it.each([
    ['picture.png', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['notes.txt', '<!doctype html><script>alert(1)</script>'],
    ['data.txt', '<?xml version="1.0"?><a/>'],
    ['photo.jpg', '\xff\xd8\xff\xe0<script>'],
    ['file.zip', 'PK\x03\x04\xff'],
  ])('[S66] [S138] %s with %j in it is refused, and nothing of it is kept', async (name, content) => {
    const ana = await customer();
    const before = onDisk(relay);
    expect(await ana.files.upload(name, Buffer.from(content, 'latin1'))).toMatchObject({
      status: 415,
      body: { code: 'unsupported_media' },
    });
    expect(onDisk(relay)).toEqual(before);
  });

  it('[S67] no place, device or thumbnail reaches the disk', async () => {
    const ana = await customer();
    const before = new Set(onDisk(relay));
    for (const bytes of [jpeg(), png(), gif(), webp()]) {
      expect(bytes.includes(SECRET)).toBe(true);
      const { id } = await ana.files.file('photo', bytes);
      expect((await ana.files.read(id)).bytes.includes(SECRET)).toBe(false);
    }
    const added = onDisk(relay).filter((name) => !before.has(name));
    expect(added).toHaveLength(4);
    for (const name of added) expect(readFileSync(join(relay.dataDir, 'files', name)).includes(SECRET)).toBe(false);
  });

  it('[S67] [S140] more than was reserved is stopped on the way; more than 10 MiB cannot be reserved', async () => {
    const ana = await customer();
    expect(await ana.files.reserve('film', 10 * 1024 * 1024 + 1)).toMatchObject({ status: 400, body: { code: 'bad_request' } });
    expect(await ana.files.reserve('nothing', 0)).toMatchObject({ status: 400, body: { code: 'bad_request' } });
    const { body } = await ana.files.reserve('small.txt', 1_000);
    const address = `${relay.url}/visitor/v1/files/${String(body['id'])}?site=${shop.siteId}`;
    const authorization = `Bearer ${ana.token}`;
    async function* endless() {
      for (let i = 0; i < 4_000; i += 1) {
        yield Buffer.alloc(16 * 1024, 'a');
        await pause(1);
      }
    }
    const streamed = await slowPut(address, { authorization }, endless).answer;
    if (streamed !== 'cut') {
      expect(streamed).toMatchObject({ status: 400, text: expect.stringContaining('too_large') });
      expect(streamed.sent).toBeLessThan(20 * 1024 * 1024);
    }
    const announced = await slowPut(address, { authorization, 'content-length': 2_000 }, async function* () {
      yield Buffer.from('a');
    }).answer;
    expect(announced).toMatchObject({ status: 400, text: expect.stringContaining('too_large') });
    expect(await ana.files.put(String(body['id']), Buffer.alloc(999, 'a'))).toMatchObject({ status: 400, body: { code: 'bad_request' } });
    expect(await ana.files.put(String(body['id']), Buffer.alloc(1_000, 'a'))).toMatchObject({ status: 200 });
    expect(onDisk(relay).filter((name) => name.includes('.'))).toEqual([]);
  });

  it('[S65] an upload that was cut is done again under the same name; one that was done is answered again', async () => {
    const ana = await customer();
    const { body } = await ana.files.reserve('bill.pdf', PDF.length);
    const id = String(body['id']);
    const half = slowPut(
      `${relay.url}/visitor/v1/files/${id}?site=${shop.siteId}`,
      { authorization: `Bearer ${ana.token}`, 'content-length': PDF.length },
      async function* () {
        yield PDF.subarray(0, 5);
        await pause(60_000, undefined, { ref: false });
      },
    );
    await expect.poll(() => onDisk(relay).some((name) => name.endsWith('.part')), { timeout: 30_000 }).toBe(true);
    half.cut();
    expect(await half.answer).toBe('cut');
    await expect.poll(() => onDisk(relay).some((name) => name.endsWith('.part')), { timeout: 30_000 }).toBe(false);
    const stored = await ana.files.put(id, PDF);
    expect(stored.status).toBe(200);
    expect((await ana.files.put(id, Buffer.from('something else'))).body).toEqual(stored.body);
    const twice = await ana.files.reserve('again.pdf', PDF.length);
    const both = await Promise.all([1, 2].map(() => ana.files.put(String(twice.body['id']), PDF)));
    expect(both.map(({ status }) => status).every((status) => status === 200 || status === 409)).toBe(true);
    expect(both.some(({ status }) => status === 200)).toBe(true);
  });

  it('[S65] [S68] a file goes with a message, and the agent reads it and answers with one', async () => {
    const ana = await customer();
    const bill = await ana.files.file('../../bill 48.pdf', PDF);
    expect(bill.name).toBe('bill 48.pdf');
    const sent = await ana.submit({ msgs: [sending([bill])] });
    if (!sent.ok) throw new Error(sent.code);
    const desk = agentWithFiles(relay.url, ada.cookie);
    expect((await desk.read(bill.id)).bytes.equals(PDF)).toBe(true);
    const reply = await desk.file('answer.txt', Buffer.from('It is paid.'));
    expect((await ana.files.read(reply.id)).status).toBe(404);
    const submit = {
      conv: sent.conv,
      stream: hex128(),
      msgs: [{ n: 1, kind: 'message', body: { text: 'Here', files: [reply], quickReplies: ['Thanks'] } }],
    };
    expect(await ada.socket.timeout(5_000).emitWithAck('submit', submit)).toMatchObject({ ok: true });
    expect((await ana.files.read(reply.id)).bytes.toString()).toBe('It is paid.');
    const lane = await post(`${relay.url}/visitor/v1/sync`, {
      site: shop.siteId,
      deviceToken: ana.token,
      sync: { conv: sent.conv, lane: 'pub', after: 0, epoch: sent.epoch, after_id: '', max_bytes: 16_384 },
    });
    expect(JSON.stringify(lane.body)).toContain(reply.id);
    expect(await ana.submit({ conv: sent.conv, msgs: [sending([bill], 'again', 2)] })).toMatchObject({
      code: 'rejected',
      reason: 'unknown_file',
    });
  });
});

describe('who may read a file', () => {
  it('[S139] [S107] [S12] nobody else, and the answer is the same as for a file that never was', async () => {
    const [ana, ben, zoe] = [await customer(), await customer(), await customer(other)];
    const eve = await agent(relay.url, 'eve@other.example', PASSWORD);
    const bill = await ana.files.file('bill.pdf', PDF);
    const sent = await ana.submit({ msgs: [sending([bill])] });
    expect(sent.ok).toBe(true);
    const strangers = [ben.files, zoe.files, agentWithFiles(relay.url, eve.cookie)];
    for (const stranger of strangers) {
      const [there, absent] = [await stranger.read(bill.id), await stranger.read('fil_nobody')];
      expect(there.status).toBe(404);
      expect(there.bytes.equals(absent.bytes)).toBe(true);
      expect(await stranger.ticket(bill.id)).toMatchObject({ status: 404, body: { code: 'not_found' } });
      expect(await stranger.put(bill.id, PDF)).toMatchObject({ status: 404 });
    }
    expect((await visitorWithFiles(relay.url, other.siteId, ana.token).read(bill.id)).status).toBe(401);
    expect((await visitorWithFiles(relay.url, shop.siteId, `${shop.siteId}.forged`).read(bill.id)).status).toBe(401);
    expect((await visitorWithFiles(relay.url, shop.siteId, zoe.token).read(bill.id)).status).toBe(401);
    for (const id of ['%00', '..%2F..%2Fseal.key', `${bill.id}%00`, bill.id.toUpperCase(), '1']) {
      expect((await ana.files.read(id)).status).toBe(404);
    }
    const own = { headers: { cookie: ada.cookie } };
    expect((await fetch(`${relay.url}/agent/v1/files/${bill.id}`, own)).status).toBe(403); // no header of our own (S132)
    eve.close();
  });

  it('[S68] a ticket opens its file once, without credentials, and only for a minute', async () => {
    const ana = await customer();
    const { id } = await ana.files.file('Größe (1).pdf', PDF);
    const made = await ana.files.ticket(id);
    const path = String(made.body['path']);
    expect(path).toMatch(/^files\/site_[^/]+$/); // relative to the relay's base, which may be a folder
    const left = Date.parse(String(made.body['expiresAt'])) - Date.now();
    expect(left).toBeGreaterThan(50_000);
    expect(left).toBeLessThanOrEqual(60_000);
    expect((await fetch(`${relay.url}/${path}`, { method: 'HEAD' })).status).toBe(405);
    const opened = await fetch(`${relay.url}/${path}`);
    expect(opened.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%281%29.pdf`);
    expect(opened.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(opened.headers.get('cache-control')).toBe('no-store');
    expect(Buffer.from(await opened.arrayBuffer()).equals(PDF)).toBe(true);
    expect((await fetch(`${relay.url}/${path}`)).status).toBe(404);
    for (const wrong of [`${shop.siteId}.x`, 'x', '%00', `*.${path.split('.')[1] ?? ''}`]) {
      expect((await fetch(`${relay.url}/files/${wrong}`)).status).toBe(404);
    }
    const twice = String((await ana.files.ticket(id)).body['path']);
    const statuses = await Promise.all([1, 2, 3, 4].map(async () => (await fetch(`${relay.url}/${twice}`)).status));
    expect(statuses.sort()).toEqual([200, 404, 404, 404]);
  });

  it.each([
    ['photo.jpg', jpeg(), 'inline'],
    ['screen.png', png(), 'inline'],
    ['dance.gif', gif(), 'inline'],
    ['sticker.webp', webp(), 'inline'],
    ['bill.pdf', PDF, 'attachment'],
    ['notes.txt', Buffer.from('hello'), 'attachment'],
    ['page.html', png(), 'inline'],
  ])('[S138] a ticket shows %s in its tab only if it is a picture by its bytes, and nothing in it runs', async (name, bytes, how) => {
    const ana = await customer();
    const { id } = await ana.files.file(name, bytes);
    const shown = await fetch(`${relay.url}/${String((await ana.files.ticket(id)).body['path'])}`);
    expect(shown.headers.get('content-disposition')).toMatch(new RegExp(`^${how}; filename`));
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
    expect(shown.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(shown.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    await shown.arrayBuffer();
  });

  it('[S68] a page of the site may upload and read from its own origin, another page may not', async () => {
    const ana = await customer();
    const { body } = await ana.files.reserve('bill.pdf', PDF.length);
    const address = `${relay.url}/visitor/v1/files/${String(body['id'])}?site=${shop.siteId}`;
    const asked = {
      origin: 'https://shop.example',
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'authorization',
    };
    const preflight = await fetch(address, { method: 'OPTIONS', headers: asked });
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PUT');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
    const put = (origin: string) => ana.files.put(String(body['id']), PDF, { origin });
    expect(await put('https://evil.example')).toMatchObject({ status: 403, body: { code: 'origin_not_allowed' } });
    const good = await put('https://shop.example');
    expect(good.status).toBe(200);
    expect(good.headers.get('access-control-allow-origin')).toBe('https://shop.example');
  });
});
