// What a customer tells us while they talk: known to the next agent, asked for no second time, right or wrong by an agent's word. Over the
// public API and real sockets, on both stores.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FactView, HandoffContext, Json } from '@throughline/types';
import { hex128 } from '../servers/visitor-http.js';
import type { TestVisitor } from '../servers/visitor-http.js';
import { says, startWorld } from './world.js';
import type { DeskAgent, World } from './world.js';

describe.each(['sqlite', 'postgres'] as const)('facts of a live chat on %s', (store) => {
  let world: World;
  let ana: DeskAgent;
  let guest: DeskAgent;

  beforeAll(async () => {
    world = await startWorld(store, '2 Mar 09:00', {
      factPatterns: [{ key: 'meter_number', label: 'meter number', pattern: 'M-\\d{6}', scope: 'customer' }],
    });
    ana = await world.agent('Ana', 'support');
    guest = await world.agent('Gus', 'partner', 'guest');
  });
  afterAll(() => world?.stop());

  /** A chat with its customer on one side and Ana on the other. */
  async function chat(browser: TestVisitor, text: string) {
    const conv_key = hex128();
    const stream = hex128();
    const sent = (n: number, said: string) => browser.submit({ conv_key, stream, ...says(said, n) });
    const { row } = await ana.arrivalOf(() => sent(1, text));
    const customerId = row.customer.id;
    let n = 1;
    const context = () => ana.api<HandoffContext>('GET', `customers/${customerId}/context`);
    return {
      conv: row.id,
      customerId,
      context,
      facts: async () => (await context()).statedFacts.map(({ key, value }) => `${key}=${value}`),
      async customer(said: string) {
        n += 1;
        expect(await sent(n, said)).toMatchObject({ ok: true });
      },
      async agent(said: string) {
        const submit = { conv: row.id, stream: hex128(), ...says(said) };
        const answer: unknown = await ana.socket.timeout(5_000).emitWithAck('submit', submit);
        expect(answer).toMatchObject({ ok: true });
      },
      /** The newest revision, once it has caught up with what was just said. */
      revised: (holds: (context: HandoffContext) => boolean) =>
        expect.poll(async () => holds(await world.context(row.id)), { timeout: 30_000 }).toBe(true),
      close: () => world.api('POST', `conversations/${row.id}/close`, { outcome: 'done' }),
      decide: (id: string, decision: string) => ana.api('POST', `facts/${encodeURIComponent(id)}/decision`, { customerId, decision }),
      reveal: (id: string, who: DeskAgent = ana) => who.api<{ value: string }>('POST', 'reveals', { customerId, type: 'fact', id }),
    };
  }
  type Chat = Awaited<ReturnType<typeof chat>>;
  const factId = async (one: Chat, key: string): Promise<string> =>
    (await one.context()).statedFacts.find((fact) => fact.key === key)?.factId ?? '';
  const listed = async ({ customerId }: Chat): Promise<string[]> =>
    (await world.api<{ items: FactView[] }>('GET', `customers/${customerId}/facts`)).items
      .filter(({ status }) => status !== 'rejected')
      .map(({ key, value }) => `${key}=${value}`);

  it('[C23] a bare answer to an agent’s question is a fact, in the chat and after it', async () => {
    const one = await chat(await world.visitor(), '88213');
    expect(await one.facts()).toEqual([]);
    await one.agent('What is your order number?');
    await one.customer('one moment');
    await one.customer('88213');
    expect(await one.facts()).toEqual(['order_id=88213']);
    await one.close();
    expect(await listed(one)).toEqual(['order_id=88213']);
    expect(await one.facts()).toEqual(['order_id=88213']);
  });

  it('[C23] a site’s own numbers and region count in chats, forms and e-mails; a pattern that cannot be used is refused', async () => {
    const browser = await world.visitor();
    const one = await chat(browser, 'It is about M-123456, call me on 0151 12345678');
    expect(await one.facts()).toEqual(expect.arrayContaining(['meter_number=M-123456', 'phone=0151 12345678']));
    await world.page(browser, 'Form Submitted', { form: 'move', fields: { phone: '+49 151 12345678', 'meter number': 'M-123456' } });
    const twice = (await one.context()).statedFacts.filter(({ key }) => key === 'phone' || key === 'meter_number');
    expect(twice.map(({ timesGiven }) => timesGiven)).toEqual([2, 2]);

    await world.at('2 Mar 09:01');
    const mail = await world.source('Mail', 'email');
    await mail.track(
      'Email Received',
      { subject: 'Moving', text: 'the meter is M-777777 now' },
      { anonymousId: browser.session.anonymousId },
    );
    expect(await one.facts()).toContain('meter_number=M-777777');

    const factPatterns = [
      { key: 'ok', label: 'ok', pattern: 'A\\d+', scope: 'case' },
      { key: 'slow', label: 'slow', pattern: '(a+)+', scope: 'case' },
    ];
    const answer = await fetch(`${world.relay.url}/api/v1/settings`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${world.site.secretKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ factPatterns }),
    });
    const problem: Record<string, Json> = await answer.json();
    expect([answer.status, problem['code']]).toEqual([400, 'bad_request']);
    expect(problem['detail']).toMatch(/^factPatterns 1 .*quantifier inside a quantifier/);
    expect(await world.api<{ factPatterns: unknown[] }>('GET', 'settings')).toMatchObject({ factPatterns: [{ key: 'meter_number' }] });
  });

  it('[C25] [C43] the same order number in a second conversation is one repeat, however often it is said there', async () => {
    const browser = await world.visitor();
    const first = await chat(browser, 'My order number is AB-1234');
    await first.close();
    const second = await chat(browser, 'Again: my order number is AB-1234');
    const { statedFacts, effort } = await second.context();
    expect(statedFacts.map(({ value, timesGiven }) => [value, timesGiven])).toEqual([['AB-1234', 2]]);
    expect(effort).toMatchObject({ contacts7d: 2, repeatExplanations: 1, score: 10 + 15 });
    await second.customer('As I said, order number AB-1234');
    expect((await second.context()).effort.repeatExplanations).toBe(1);
  });

  it('[C24] an agent’s word about what was just said counts at once and stays when the chat closes', async () => {
    const browser = await world.visitor();
    const one = await chat(browser, 'My orders are order AB-1111 and order AB-2222, my name is Mia Berg');
    const ids = (await one.context()).statedFacts.map(({ factId: id }) => id);
    expect(new Set(ids).size).toBe(3);
    const wrong = (await one.context()).statedFacts.find(({ value }) => value === 'AB-2222')?.factId ?? '';
    await one.decide(wrong, 'rejected');
    await one.decide(await factId(one, 'name'), 'confirmed');
    const now = (await one.context()).statedFacts.map(({ value, confirmed }) => [value, confirmed]);
    expect(now.sort()).toEqual([
      ['AB-1111', false],
      ['Mia Berg', true],
    ]);
    await one.close();
    expect((await listed(one)).sort()).toEqual(['name=Mia Berg', 'order_id=AB-1111']);
    expect(await one.facts()).not.toContain('order_id=AB-2222');
    await world.at('2 Mar 09:05');
    const two = await chat(browser, 'It is order AB-2222 after all');
    expect(await two.facts()).toContain('order_id=AB-2222');
    expect((await two.context()).statedFacts.find(({ key }) => key === 'name')?.confirmed).toBe(true);
  });

  it('[C26] asking for what is known is a re-ask: masked and own facts too, no confirmation, nothing that is hidden from the agent', async () => {
    const browser = await world.visitor();
    const fields = { account_no: '12345678', 'Monthly income': '4200' };
    await world.page(browser, 'Form Submitted', { form: 'loan', fields });
    const one = await chat(browser, 'My order number is AB-1234');
    const hidden = await world.source('Vault', 'back_office', 'fraud', 'department');
    await hidden.track('Branch Visit Logged', { policy_id: 'P-998877' }, { anonymousId: browser.session.anonymousId });
    await one.revised(({ statedFacts }) => statedFacts.some(({ key }) => key === 'policy_id'));
    expect(await one.facts()).not.toEqual(expect.arrayContaining([expect.stringContaining('policy_id')]));

    const reAsks = async () => (await one.context()).effort.reAsks;
    await one.agent('Is it still order AB-1234? And can you confirm your account number?');
    await one.agent('What is your policy number?');
    expect(await reAsks()).toBe(0);
    await one.agent('What is your account number?');
    expect(await reAsks()).toBe(1);
    await one.agent('Please give me your monthly income.');
    expect(await reAsks()).toBe(2);
  });

  it('[C18] [S134] of what the chat says, staff see an account number in full on the record; a card never, a partner nothing', async () => {
    const one = await chat(await world.visitor(), 'My account number is 12345678, my card 4111 1111 1111 1111');
    expect((await one.facts()).sort()).toEqual(['account_no=•5678', 'card=•1111']);
    const account = await factId(one, 'account_no');
    const card = await factId(one, 'card');
    expect(await one.reveal(account)).toEqual({ value: '12345678' });
    await expect(one.reveal(card)).rejects.toThrow('404');
    await expect(one.reveal(account, guest)).rejects.toThrow('403');
    await one.decide(account, 'rejected');
    const { items } = await world.api<{ items: { id: string; name: string }[] }>('GET', `customers/${one.customerId}/timeline?limit=50`);
    const said = items.find(({ name }) => name === 'fact.rejected');
    expect(JSON.stringify(await world.api('GET', `interactions/${said?.id ?? ''}`))).not.toContain('12345678');
    await one.close();
    expect(await one.facts()).toEqual(['card=•1111']);
    expect(await one.reveal(account)).toEqual({ value: '12345678' }); // the id it was shown with still names it
    await expect(one.reveal(card)).rejects.toThrow('404');
    expect(world.relay.log()).not.toContain('12345678');
  });

  it('[C55] a list shows a headline and alerts that every agent may see', async () => {
    const browser = await world.visitor();
    const one = await chat(browser, 'Hello, are you there?');
    const sales = await world.source('Sales desk', 'voice', 'sales', 'department');
    const promise = { text: 'CANARY discount', amount: 10, currency: 'EUR', due_at: '2026-03-01T10:00:00Z', department: 'sales' };
    await sales.track('Promise Made', promise, { anonymousId: browser.session.anonymousId });
    await one.revised(({ alerts }) => alerts.length > 0);
    const inbox: { rows: { id: string }[] } = await ana.socket.timeout(5_000).emitWithAck('inbox', { view: 'all', known: [] });
    const row = inbox.rows.find(({ id }) => id === one.conv);
    expect(row).toMatchObject({ id: one.conv, alerts: [] });
    expect(JSON.stringify(row)).not.toMatch(/CANARY|romise/);
  });
});
