import { describe, expect, it } from 'vitest';
import type { RoutingRuleDoc, SavedReplyDoc } from '@throughline/types';
import { lineDifferences, lineName, actionWords } from './settings-audit-words.js';
import { policyGaps } from './settings-csp.js';
import { differences } from './settings-diff.js';
import { patternFlaw, tryPatterns } from './settings-facts.js';
import { replyFlaws, ruleFlaws } from './settings-flaws.js';
import { ruleSentence } from './settings-rule-words.js';
import { exportReplies, importReplies, partsOf, previewOf, sampleCustomers } from './settings-samples.js';

const names = { team: () => 'Care', agent: () => 'Ada', reason: (code: string) => code, priority: (priority: string) => priority };
const reply = (change: Partial<SavedReplyDoc> = {}): SavedReplyDoc => ({
  ...{ title: 'Hello', shortcut: 'hi', body: 'Hi {{contact.first_name}}', variants: {}, scope: 'all', teamId: null },
  actions: { tags: [], assignTeamId: null, snoozeMinutes: null, close: false },
  ...change,
});

describe('a rule as a sentence', () => {
  const rule = (change: Partial<RoutingRuleDoc>): RoutingRuleDoc => ({
    ...{ name: 'r', active: true, position: 1, when: [], then: {} },
    ...change,
  });
  it('[K55] says what it asks and what it does', () => {
    const when: RoutingRuleDoc['when'] = [{ field: 'open_complaint' }];
    expect(ruleSentence({ when, then: { priority: 'high', teamId: 'tm_1' } }, names)).toBe(
      'When there is an open complaint, then priority high and team Care.',
    );
    expect(ruleSentence({ when: [], then: { tags: ['vip'] } }, names)).toBe('Always: tags vip.');
    expect(ruleSentence({ when: [{ field: 'tier', any: ['gold', 'silver'] }], then: {} }, names)).toBe(
      'When the plan is gold or silver, then ….',
    );
  });
  it('[K105] one that does nothing, or asks for nothing, cannot be saved', () => {
    expect([...ruleFlaws(rule({ name: '', when: [{ field: 'text', any: [] }], then: {} })).keys()]).toEqual(['name', 'when.0', 'then']);
    expect(ruleFlaws(rule({ then: { tags: [] } })).has('then')).toBe(true);
    expect(ruleFlaws(rule({ then: { priority: 'low' } })).size).toBe(0);
  });
});

describe('saved replies', () => {
  it('[K52] are previewed with a customer of whom all is known, one of whom little is, and one who writes from right to left', () => {
    const doc = reply({ variants: { de: 'Hallo {{contact.first_name}}' } });
    const shown = sampleCustomers().map((sample) => [sample.dir, previewOf(doc, sample)]);
    expect(shown).toEqual([
      ['ltr', 'Hallo Mara'],
      ['ltr', 'Hi {{contact.first_name}}'],
      ['rtl', 'Hi ليلى'],
    ]);
    expect(partsOf('Hi {{contact.first_name}}!')).toEqual([
      { text: 'Hi ', mark: false },
      { text: '{{contact.first_name}}', mark: true },
      { text: '!', mark: false },
    ]);
  });
  it('[K52] go to a file and come back; what names another site’s team comes without it', () => {
    const docs = [reply(), reply({ title: 'Team', scope: 'team', teamId: 'tm_1' }), reply({ title: 'Far', scope: 'team', teamId: 'tm_9' })];
    expect(importReplies(exportReplies(docs), new Set(['tm_1']))).toEqual({
      ok: true,
      docs: [docs[0], docs[1], { ...docs[2], scope: 'personal', teamId: null }],
    });
    expect(importReplies('no json', new Set())).toMatchObject({ ok: false });
    expect(importReplies('{"replies":[{"title":"x"}]}', new Set())).toMatchObject({ ok: false });
  });
  it('[K50] a shortcut is one word and nobody else’s', () => {
    expect(replyFlaws(reply({ shortcut: 'two words' }), []).has('shortcut')).toBe(true);
    expect(replyFlaws(reply(), ['hi']).has('shortcut')).toBe(true);
    expect(replyFlaws(reply(), ['bye']).size).toBe(0);
  });
});

describe('the audit log', () => {
  const line = {
    target: 'set_1',
    detail: {
      before: JSON.stringify({ name: 'Care', targets: { firstResponse: 15 }, members: ['a'] }),
      after: JSON.stringify({ name: 'Care', targets: { firstResponse: 30 }, members: ['a', 'b'] }),
    },
  };
  it('[K105] says field by field what changed', () => {
    expect(lineDifferences(line, (id) => (id === 'b' ? 'Ben' : id))).toEqual([
      { field: 'First answer by a person', before: '15', after: '30' },
      { field: 'Members', before: 'a', after: 'a, Ben' },
    ]);
    expect(lineName(line)).toBe('Care');
    expect(lineName({ target: 'key_1', detail: {} })).toBe('key_1');
    expect(differences({}, { active: true })).toEqual([{ field: 'Active', before: '', after: 'yes' }]);
  });
  it('[K105] says in words what was done', () => {
    expect(actionWords('settings.sla_policy.changed')).toBe('Service level changed');
    expect(actionWords('identity_key.revoked')).toBe('Signing secret ended');
    expect(actionWords('settings.changed')).toBe('Settings of the site changed');
    expect(actionWords('merge')).toBe('Customers merged');
    expect(actionWords('something.new_here')).toBe('Something new here');
  });
});

describe('a pasted policy', () => {
  const needed = 'script-src   https://chat.example\nconnect-src  https://chat.example wss://chat.example';
  it('says which directive lacks what', () => {
    expect(policyGaps("default-src 'self'", needed)).toEqual([
      { directive: 'script-src', missing: ['https://chat.example'] },
      { directive: 'connect-src', missing: ['https://chat.example', 'wss://chat.example'] },
    ]);
    expect(policyGaps("script-src 'self' https://chat.example; connect-src https://chat.example", needed)).toEqual([
      { directive: 'connect-src', missing: ['wss://chat.example'] },
    ]);
  });
  it('knows wildcards, schemes, headers, and directives that nothing limits', () => {
    expect(policyGaps('Content-Security-Policy: script-src https://*.example; connect-src https: wss:', needed)).toEqual([]);
    expect(policyGaps("img-src 'self'", needed)).toEqual([]);
    expect(policyGaps('script-src https://*.chat.example', needed)).toEqual([
      { directive: 'script-src', missing: ['https://chat.example'] },
    ]);
    expect(policyGaps('what is this?', needed)).toBeNull();
  });
});

it('a pattern of the site’s own is tried as the relay reads it: whole values, whatever the capitals', () => {
  const meter = { key: 'meter_number', label: 'Meter', pattern: 'MT-\\d{6}', scope: 'customer' } as const;
  expect(tryPatterns([meter], 'mine is mt-204417, not XMT-204418 or MT-2044190')).toEqual([{ label: 'Meter', value: 'mt-204417' }]);
  expect(patternFlaw(meter, [])).toBeNull();
  expect(patternFlaw({ ...meter, pattern: '(' }, [])).not.toBeNull();
  expect(patternFlaw({ ...meter, key: 'Meter' }, [])).not.toBeNull();
  expect(patternFlaw(meter, ['meter_number'])).not.toBeNull();
});
