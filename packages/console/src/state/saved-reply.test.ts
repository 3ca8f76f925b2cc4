import { describe, expect, it } from 'vitest';
import { richContext } from '../testing/rich-context.js';
import { NOW, row } from '../testing/fixtures.js';
import { bodyFor, replyValues, resolveVariables } from './saved-reply.js';
import { unresolvedIn } from './unresolved.js';

const names = { agent: () => 'Ada', team: (id: string) => `team ${id}` };
const values = new Map([
  ['contact.first_name', 'Mara'],
  ['item.number', 'o-77'],
]);

describe('variables of a saved reply', () => {
  it('[K51] are resolved where a value is known, and fall back where it is not', () => {
    expect(resolveVariables('Hi {{contact.first_name}}, {{ item.number }} is on its way.', values)).toBe('Hi Mara, o-77 is on its way.');
    expect(resolveVariables('Hi {{contact.last_name | fallback: "there"}}!', values)).toBe('Hi there!');
    expect(resolveVariables("Hi {{contact.last_name|fallback:'you'}}!", values)).toBe('Hi you!');
    expect(resolveVariables('Hi {{contact.last_name | fallback: “there”}}!', values)).toBe('Hi there!');
    expect(resolveVariables('Hi {{contact.first_name | fallback: "there"}}!', values)).toBe('Hi Mara!');
    expect(resolveVariables('{{Contact.First_Name}}', values)).toBe('Mara');
  });

  it('[K51] an empty fallback leaves nothing behind, none at all leaves the mark', () => {
    expect(resolveVariables('Hi{{contact.last_name | fallback: ""}}.', values)).toBe('Hi.');
    const left = resolveVariables('Dear {{contact.last_name}}, {{contact.company}}', values);
    expect(left).toBe('Dear {{contact.last_name}}, {{contact.company}}');
    expect(unresolvedIn(left)).toEqual({ start: 5, end: 26, mark: '{{contact.last_name}}' });
    expect(unresolvedIn('Dear Mara, 2 {{ is no mark')).toBeNull();
  });

  it('[K51] a value that looks like a variable is a value', () => {
    expect(resolveVariables('{{contact.first_name}}', new Map([['contact.first_name', '{{agent.name}}']]))).toBe('{{agent.name}}');
  });

  it('[K51] come from contact, conversation, agent, team, item and commitment; a masked fact is none', () => {
    const found = replyValues({
      context: richContext(),
      row: row('cnv_1', { teamId: 'tea_1', channel: 'web_chat' }),
      agent: { name: 'Ada Okafor', email: 'ada@x.example' },
      names,
      now: NOW,
    });
    expect(found.get('contact.first_name')).toBe('Mara');
    expect(found.get('contact.name')).toBe('Mara Lindqvist');
    expect(found.get('agent.first_name')).toBe('Ada');
    expect(found.get('team.name')).toBe('team tea_1');
    expect(found.get('conversation.channel')).toBe('Chat');
    expect(found.get('contact.order_id')).toBe('o-77');
    expect([...found.keys()]).toEqual(expect.arrayContaining(['item.number', 'commitment.text']));
    expect(found.has('contact.card')).toBe(false);
  });

  it('[K51] nobody is called by a name that is not known', () => {
    expect(replyValues({ context: null, row: null, agent: null, names, now: NOW }).size).toBe(0);
  });

  it('[K50] the customer’s language chooses the text', () => {
    const doc = { body: 'Hello', variants: { de: 'Hallo', 'pt-br': 'Olá' } };
    expect(bodyFor(doc, 'de-AT')).toBe('Hallo');
    expect(bodyFor(doc, 'pt-BR')).toBe('Olá');
    expect(bodyFor(doc, 'fr')).toBe('Hello');
    expect(bodyFor(doc, null)).toBe('Hello');
  });
});
