// Somebody of whom everything is kept that can be kept, with a word of their own in each place: what a test of erasure begins with.
import type { EventIdentifier } from '../ports/store-customers.js';
import type { Store } from '../ports/store.js';
import { engineStage, HOUR, iso, verifiedUser } from './store-contract/engine/engine-stage.js';
import type { EngineStage } from './store-contract/engine/engine-stage.js';
import { accepted, hex, message, NOON } from './store-contract/stage.js';

export interface ErasedPerson extends EngineStage {
  customerId: string;
  conv: string;
  /** Sends one message more from the device that opened the conversation. */
  sendLate(n: number, text: string): ReturnType<EngineStage['submit']>;
  /** Every value that stands for this person: no byte of them may stay. */
  words: string[];
}

export async function erasedPerson(store: Store, tag: string): Promise<ErasedPerson> {
  const stage = await engineStage(store);
  const { siteId, tell, event, secret } = stage;
  const word = (name: string): string => `${tag}${name}${hex().slice(0, 8)}`;
  const [user, mail, phone] = [word('user'), `${word('mail')}@mail.example`, `+49309018${tag === 'gone' ? '20123' : '20456'}`];
  const words = [user, mail, phone];
  const said = (name: string): string => {
    const made = word(name);
    words.push(made);
    return made;
  };
  const mine: EventIdentifier[] = [
    verifiedUser(user),
    { type: 'email', value: mail, trust: 2, proven: true },
    { type: 'phone', value: phone, trust: 2, proven: true },
  ];
  const signedUp = event('Signed Up', { plan: said('plan') }, { identifiers: mine });
  await store.record({ siteId, sourceId: secret, events: [{ ...signedUp, traits: { name: said('name') }, traitTrust: 3 }], now: NOON });
  const customerId = await stage.customerOf(user);
  const visitor = await stage.visitor(user);
  words.push(visitor.anonymousId);
  const stream = hex();
  const chat = { conv_key: hex(), stream };
  const { answer } = await stage.submit(visitor, { ...chat, msgs: [message(1, `My order is ${said('order')}, call ${said('text')}`)] });
  const { conv } = accepted(answer);
  const file = { principal: visitor, name: said('file'), size: 5, siteMaxBytes: 100, siteMaxFiles: 100, now: NOON };
  const [reserved, unsent] = [await store.reserveFile(file), await store.reserveFile({ ...file, name: said('unsent') })];
  if (!reserved.ok || !unsent.ok) throw new Error('no place for a file');
  const content = { type: 'text/plain', size: 5 } as const;
  const sent = await store.fileStored({ principal: visitor, id: reserved.id, storage: hex(), content });
  await stage.submit(visitor, { conv, stream: hex(), msgs: [message(1, 'see this', { body: { text: 'see this', files: [sent] } })] });
  const agent = await stage.agent('Ada');
  const deeds: [string, Record<string, unknown>][] = [
    ['note', { text: said('note') }],
    ['tag', { add: [said('tag')] }],
    ['consult', { agentId: agent.id, teamId: null, note: said('asked') }],
  ];
  const did = await stage.submit(
    agent,
    { conv, stream: hex(), msgs: deeds.map(([kind, body], at) => ({ n: at + 1, kind, body })) },
    NOON + 1,
  );
  const edit = { noteId: accepted(did.answer).results[0]?.id, text: said('edit') };
  await stage.submit(agent, { conv, stream: hex(), msgs: [{ n: 1, kind: 'note_edit', body: edit }] }, NOON + 1);
  await tell('Promise Made', { commitment_id: hex(), text: said('promise'), due_at: iso(NOON + HOUR) }, { user });
  await tell('tracked_item.updated', { type: 'claim', number: said('claim'), title: said('title'), eta_until: iso(NOON + HOUR) }, { user });
  await tell('case.opened', { case_id: hex(), title: said('case') }, { user });
  await tell('reason.confirmed', { conversation_id: conv, code: 'delivery.late' }, { user, conversationId: conv });
  const aboutThem = { siteId, kind: 'customer_note', ownerId: agent.id, subject: customerId, actor: agent.id, now: NOON + 1 } as const;
  const noted = await store.putSettingsObject({ ...aboutThem, doc: { text: said('about'), pinned: false }, ifVersion: 0 });
  if (!noted.ok) throw new Error(noted.code);
  await store.putSettingsObject({
    ...{ ...aboutThem, id: noted.object.id, ifVersion: 1 },
    doc: { text: `${noted.object.doc.text} ${said('again')}`, pinned: true },
  });
  await store.liveRevision({ siteId, conv, online: true, now: NOON + 2 });
  await store.sweepDue({ now: NOON + 2 * HOUR, limit: 500 });
  return {
    ...stage,
    customerId,
    conv,
    words,
    sendLate: (n, text) => stage.submit(visitor, { ...chat, conv, msgs: [message(n, text)] }, NOON + 3 * HOUR),
  };
}
