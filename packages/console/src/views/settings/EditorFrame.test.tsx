// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { HttpErrorCode, SettingsObject } from '@throughline/types';
import { DEFAULT_PREFERENCES } from '../../state/default-preferences.js';
import type { Answer } from '../../state/answer.js';
import { answering, draw } from '../../testing/screen.js';
import type { Screen } from '../../testing/screen.js';
import { settingsAnswering } from '../../testing/settings-api.js';
import { TagsPage } from './TagsPage.js';

type Tag = SettingsObject<'tag'>;
const tag = (change: Partial<Tag> = {}): Tag => ({
  ...{ id: 'set_1', ownerId: 'agt_ana', version: 1, updatedAt: 0, updatedBy: 'agt_ana', subject: null, uses: 0 },
  doc: { name: 'refund', colour: 'grey' },
  ...change,
});
const ok = <T,>(value: T): Answer<T> => ({ ok: true, value });
const refusal = (code: HttpErrorCode): Answer<never> => ({ ok: false, code });
let admins = 0;

interface Page extends Screen {
  api: {
    list: ReturnType<typeof vi.fn>;
    create: ReturnType<typeof vi.fn>;
    change: ReturnType<typeof vi.fn>;
    remove: ReturnType<typeof vi.fn>;
  };
}

async function open(item: string | null, tags: readonly Tag[] = [tag()]): Promise<Page> {
  const me = { id: `agt_${(admins += 1)}`, name: 'Olga', email: 'olga@x.example', role: 'admin' } as const;
  const ana = { id: 'agt_ana', name: 'Ana', email: 'ana@x.example', role: 'admin' } as const;
  const site = { id: 'site_1', name: 'Shop', writeKey: 'wk' };
  const screen = draw(<TagsPage item={item} />, (store) => {
    store.session.value = {
      state: 'signed_in',
      session: { agent: me, site, agents: [me, ana], teams: [], preferences: DEFAULT_PREFERENCES },
    };
  });
  const api = {
    list: vi.fn().mockImplementation(() => Promise.resolve(ok(tags))), // one kind where the client knows them all
    create: vi.fn(),
    change: vi.fn(),
    remove: vi.fn(() => Promise.resolve(ok(null))),
  };
  answering(screen, { settings: settingsAnswering(api) });
  await vi.waitFor(() => expect(screen.element.querySelector('form, .set-rows, .set-empty, [role=alert]')).not.toBeNull());
  return { ...screen, api };
}
async function rename(page: Page, name: string): Promise<void> {
  const field = page.element.querySelector('input');
  if (field === null) throw new Error('no field');
  field.value = name;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await page.settled();
}
async function press(page: Page, name: string): Promise<void> {
  const found = [...page.element.querySelectorAll('button')].find(({ textContent }) => textContent === name);
  if (found === undefined) throw new Error(`no button ${name}`);
  found.click();
  await page.settled();
}
const said = (page: Page): string => page.element.textContent ?? '';

beforeEach(() => {
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
});
afterEach(() => {
  document.body.replaceChildren();
});

it('[K105] what somebody else saved meanwhile is shown beside, and can be taken', async () => {
  const page = await open('set_1');
  await rename(page, 'refunds');
  expect(page.store.unsaved.value).toBe(true);
  page.api.change.mockResolvedValue(refusal('conflict'));
  page.api.list.mockResolvedValue(ok([tag({ version: 2, doc: { name: 'money back', colour: 'red' } })]));
  await press(page, 'Save');
  expect(said(page)).toContain('Changed by Ana meanwhile');
  expect(page.element.querySelector('input')?.value).toBe('refunds');
  await press(page, 'Show the differences');
  expect(said(page)).toContain('money back');
  await press(page, 'Take theirs');
  expect(page.element.querySelector('input')?.value).toBe('money back');
  expect(page.store.unsaved.value).toBe(false);
});

it('[K105] one’s own change can be put on top, on the version of the other one', async () => {
  const page = await open('set_1');
  await rename(page, 'refunds');
  page.api.change.mockResolvedValueOnce(refusal('conflict'));
  page.api.list.mockResolvedValue(ok([tag({ version: 4, doc: { name: 'money back', colour: 'red' } })]));
  await press(page, 'Save');
  page.api.change.mockResolvedValueOnce(ok(tag({ version: 5, doc: { name: 'refunds', colour: 'grey' } })));
  await press(page, 'Put mine on top');
  expect(page.api.change).toHaveBeenLastCalledWith('tag', 'set_1', { version: 4, doc: { name: 'refunds', colour: 'grey' } });
  expect(said(page)).not.toContain('meanwhile');
  expect(page.store.unsaved.value).toBe(false);
});

it('[K105] what was removed meanwhile is said, and what was written stays to be copied', async () => {
  const page = await open('set_1');
  await rename(page, 'refunds');
  page.api.change.mockResolvedValue(refusal('not_found'));
  page.api.list.mockResolvedValue(ok([]));
  await press(page, 'Save');
  expect(said(page)).toContain('Removed meanwhile');
  expect(page.element.querySelector('input')?.value).toBe('refunds');
});

it('[K105] what a colleague removed meanwhile stays on screen with what was typed, and goes when it is given up', async () => {
  const page = await open('set_1');
  await rename(page, 'refunds');
  page.api.list.mockResolvedValue(ok([]));
  page.store.settingsChanged.value = { kind: 'tag' }; // as the relay tells every desk
  await vi.waitFor(() => expect(said(page)).toContain('Removed meanwhile'));
  expect(page.element.querySelector('input')?.value).toBe('refunds');
  await press(page, 'Discard');
  await vi.waitFor(() => expect(said(page)).toContain('This is not here any more'));
  expect(page.store.unsaved.value).toBe(false);
});

it('[K105] what cannot be saved is said at its field, and nothing is sent', async () => {
  const page = await open('new', [tag()]);
  await rename(page, 'Refund');
  await press(page, 'Save');
  expect(page.element.querySelector('input')?.getAttribute('aria-invalid')).toBe('true');
  expect(said(page)).toContain('There is such a tag already.');
  expect(page.api.create).not.toHaveBeenCalled();
  await rename(page, 'outage');
  page.api.create.mockResolvedValue(ok(tag({ id: 'set_2', doc: { name: 'outage', colour: 'grey' } })));
  await press(page, 'Save');
  expect(page.api.create).toHaveBeenCalledWith('tag', { name: 'outage', colour: 'grey' });
  expect(page.actions.go).toHaveBeenCalledWith(expect.objectContaining({ section: 'tags', item: 'set_2' }));
});

it('[K105] a draft is kept while one looks elsewhere, and a change of somebody else is read at once', async () => {
  const page = await open(null);
  page.api.list.mockResolvedValue(ok([tag(), tag({ id: 'set_2', doc: { name: 'outage', colour: 'red' } })]));
  page.store.settingsChanged.value = { kind: 'team' };
  await page.settled();
  expect(said(page)).not.toContain('outage');
  page.store.settingsChanged.value = { kind: 'tag' };
  await vi.waitFor(() => expect(said(page)).toContain('outage'));
});

it('[K105] removing asks first and says what it changes', async () => {
  const page = await open('set_1');
  await press(page, 'Remove');
  expect(page.element.querySelector('dialog')?.textContent).toContain('Conversations that have it keep it');
  expect(page.api.remove).not.toHaveBeenCalled();
  await press(page, 'Remove it');
  expect(page.api.remove).toHaveBeenCalledWith('tag', 'set_1');
});

it('[K120] an empty list says what it is for; one that did not come offers another try', async () => {
  const empty = await open(null, []);
  expect(said(empty)).toContain('No tags yet');
  document.body.replaceChildren();
  const page = await open(null);
  page.api.list.mockResolvedValue(refusal('unavailable'));
  page.store.settingsChanged.value = { kind: 'tag' };
  await page.settled();
  expect(said(page)).toContain('refund'); // what is on screen stays
});
