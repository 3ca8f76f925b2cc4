// @vitest-environment jsdom
import { render } from 'preact';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { HttpErrorCode, ReasonView } from '@throughline/types';
import type { Answer } from '../../state/answer.js';
import type { ContextActions } from '../../state/context-actions.js';
import { DEFAULT_PREFERENCES } from '../../state/default-preferences.js';
import { answering, draw } from '../../testing/screen.js';
import type { Screen } from '../../testing/screen.js';
import { settingsAnswering } from '../../testing/settings-api.js';
import { AccountPage } from './AccountPage.js';
import { ProfileDialog } from './ProfileDialog.js';
import { ReasonsPage } from './ReasonsPage.js';

const ok = <T,>(value: T): Answer<T> => ({ ok: true, value });
const refusal = (code: HttpErrorCode): Answer<never> => ({ ok: false, code });
const agent = { id: 'agt_ana', name: 'Ana', email: 'ana@x.example', role: 'agent' } as const;
const LATE: ReasonView = {
  ...{ code: 'delivery.late', label: 'Delivery late', category: 'delivery' },
  ...{ upstreamCause: 'carrier', ownerDepartment: 'logistics' },
};

function field({ element }: Screen, label: string): HTMLInputElement {
  const id = [...element.querySelectorAll('label')].find(({ textContent }) => textContent === label)?.htmlFor ?? '';
  const found = document.getElementById(id);
  if (found instanceof HTMLInputElement) return found;
  throw new Error(`no field ${label}`);
}
async function write(screen: Screen, label: string, words: string): Promise<void> {
  const input = field(screen, label);
  input.value = words;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  await screen.settled();
}
async function press(screen: Screen, name: string): Promise<void> {
  const found = [...screen.element.querySelectorAll('button')].find(({ textContent }) => textContent === name);
  if (found === undefined) throw new Error(`no button ${name}`);
  found.click();
  await screen.settled();
}
const about = (input: Element): string =>
  (input.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ');
const alerts = ({ element }: Screen): string => [...element.querySelectorAll('[role=alert]')].map((one) => one.textContent).join(' ');

beforeEach(() => {
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
});
afterEach(() => {
  document.body.replaceChildren();
});

it('[K105] skills typed while a colleague saved others stay, theirs stand beside them, and the next save puts them on top', async () => {
  const saveProfile = vi
    .fn()
    .mockResolvedValueOnce(refusal('conflict'))
    .mockResolvedValue(ok({ version: 3, doc: {} }));
  const profile = vi
    .fn()
    .mockResolvedValueOnce(ok({ version: 1, doc: { skills: ['refunds'], languages: ['en'], capacity: 5 } }))
    .mockResolvedValue(ok({ version: 2, doc: { skills: ['loans'], languages: ['en', 'de'], capacity: 5 } }));
  const onClose = vi.fn();
  const screen = draw(<ProfileDialog agent={agent} onClose={onClose} />);
  answering(screen, { settings: settingsAnswering({ profile, saveProfile }) });
  await vi.waitFor(() => expect(field(screen, 'Skills').value).toBe('refunds'));
  await write(screen, 'Skills', 'refunds, mortgages');
  await press(screen, 'Save');
  expect(field(screen, 'Skills').value).toBe('refunds, mortgages');
  expect(about(field(screen, 'Skills'))).toContain('A colleague saved this meanwhile: loans');
  expect(field(screen, 'Languages').value).toBe('en, de'); // untouched here: theirs
  expect(alerts(screen)).toContain('What you typed is still here');
  await press(screen, 'Save');
  expect(saveProfile).toHaveBeenLastCalledWith('agt_ana', {
    version: 2,
    doc: { skills: ['refunds', 'mortgages'], languages: ['en', 'de'], capacity: 5 },
  });
  expect(onClose).toHaveBeenCalledOnce();
});

it('[K105] an emptied number stays empty until another is typed, and is never sent', async () => {
  const saveProfile = vi.fn();
  const screen = draw(<ProfileDialog agent={{ ...agent, id: 'agt_bo' }} onClose={vi.fn()} />);
  const profile = vi.fn().mockResolvedValue(ok({ version: 1, doc: { skills: [], languages: [], capacity: 5 } }));
  answering(screen, { settings: settingsAnswering({ profile, saveProfile }) });
  await vi.waitFor(() => expect(field(screen, 'Carries at once, in points').value).toBe('5'));
  await write(screen, 'Carries at once, in points', '');
  await press(screen, 'Save');
  expect(field(screen, 'Carries at once, in points').value).toBe('');
  expect(about(field(screen, 'Carries at once, in points'))).toContain('A number from 0 to 100.');
  expect(saveProfile).not.toHaveBeenCalled();
});

it('[K105] a reason that was refused keeps its words, also when the page went away meanwhile', async () => {
  const saveReason = vi.fn().mockResolvedValueOnce(refusal('unavailable')).mockResolvedValue(ok(null));
  let relayHas = LATE;
  const answers: Partial<ContextActions> = {
    ...{ reasons: () => Promise.resolve(ok([relayHas])), settings: settingsAnswering({ saveReason }) },
  };
  async function open(): Promise<Screen> {
    const screen = draw(<ReasonsPage />);
    answering(screen, answers);
    await vi.waitFor(() => expect(screen.element.textContent).toContain('Delivery late'));
    await press(screen, 'Change Delivery late');
    return screen;
  }
  const first = await open();
  await write(first, 'Cause upstream', 'warehouse');
  await write(first, 'Words it is suggested by', 'late, slow');
  await press(first, 'Save');
  expect(alerts(first)).toContain('Nothing is lost; try again shortly.');
  render(null, first.element); // the session ended, or somebody went back
  relayHas = { ...LATE, ownerDepartment: 'carriers' }; // a colleague saved
  const again = await open();
  expect(field(again, 'Cause upstream').value).toBe('warehouse');
  expect(field(again, 'Words it is suggested by').value).toBe('late, slow');
  await press(again, 'Save');
  expect(saveReason).toHaveBeenLastCalledWith({ ...relayHas, upstreamCause: 'warehouse', words: ['late', 'slow'] });
  await press(again, 'Change Delivery late');
  await press(again, 'Cancel');
  await press(again, 'Change Delivery late');
  expect(field(again, 'Cause upstream').value).toBe('carrier'); // what the relay says it is
});

it('[K105] one’s own name is kept while it is typed, whatever else changes, and a refusal is said at its field', async () => {
  const screen = draw(<AccountPage />);
  await write(screen, 'Name', 'Ada Lovelace');
  screen.actions.enter = () => Promise.resolve(refusal('unavailable'));
  await press(screen, 'Save name');
  expect(field(screen, 'Name').value).toBe('Ada Lovelace');
  expect(about(field(screen, 'Name'))).toContain('Nothing is lost; try again shortly.');
  expect(screen.store.unsaved.value).toBe(true); // leaving asks
  const me = { id: 'agt_me', name: 'Adele', email: 'ada@x.example', role: 'agent' } as const;
  const site = { id: 'site_1', name: 'Shop', writeKey: 'wk' };
  const session = { agent: me, site, agents: [me], teams: [], preferences: DEFAULT_PREFERENCES };
  screen.store.session.value = { state: 'signed_out', because: 'ended' };
  await screen.settled();
  screen.store.session.value = { state: 'signed_in', session };
  await screen.settled();
  expect(field(screen, 'Name').value).toBe('Ada Lovelace');
});
