// Resume codes as people type and say them (CH36), and what goes around them in identity (docs/identity.md).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identifiersOf } from '../ingest/identifiers.js';
import { NO_PROOF } from '../ingest/source.js';
import { isKnownType } from './identifier-types.js';
import { mergeRefusals } from './merge-refusals.js';
import type { MergeQuestion } from './merge-refusals.js';
import { effectiveOwner } from './owner-override.js';
import { RESUME_CODE_RANDOM_BYTES, normaliseResumeCode, resumeCodeFrom, showResumeCode } from './resume-code.js';
import { sharedEvidence } from './shared-evidence.js';

describe('resume codes', () => {
  it('[CH36] what is shown can be typed in any way people do', () => {
    expect(normaliseResumeCode('7K3M-Q2XD')).toBe('7K3MQ2XD');
    expect(normaliseResumeCode(' 7k3m q2xd ')).toBe('7K3MQ2XD');
    expect(normaliseResumeCode('oOiIlL-22')).toBe('00111122');
    expect(normaliseResumeCode('123 456-7890')).toBe('1234567890');
    for (const wrong of ['', '7K3M-Q2X', '7K3M-Q2XDD', 'UUUU-UUUU', '12345678901']) expect(normaliseResumeCode(wrong)).toBeNull();
  });

  it('[CH36] every code reads back as itself, 40 bits wide and without a favourite symbol', () => {
    const kinds = fc.constantFrom('code', 'digits');
    const bytes = fc.uint8Array({ minLength: RESUME_CODE_RANDOM_BYTES, maxLength: RESUME_CODE_RANDOM_BYTES });
    fc.assert(
      fc.property(kinds, bytes, (kind, random) => {
        const code = resumeCodeFrom(kind, random);
        if (code === null) return;
        expect(code).toMatch(kind === 'code' ? /^[0-9A-HJKMNP-TV-Z]{8}$/ : /^\d{10}$/);
        expect(normaliseResumeCode(showResumeCode(code).toLowerCase())).toBe(code);
      }),
    );
    expect(
      resumeCodeFrom(
        'digits',
        Uint8Array.from({ length: 64 }, () => 255),
      ),
    ).toBeNull();
  });

  it('[CH36] nobody can claim to have redeemed one: the type never comes from outside', () => {
    expect(isKnownType('resume_code')).toBe(false);
    const raw = { type: 'interaction', userId: null, anonymousId: 'd1', previousId: null, traits: {}, deviceId: null };
    const listed = [{ type: 'resume_code', value: 'rsc_1', verified: true }];
    const source = { kind: 'secret', channel: 'web', department: null, visibility: 'shared' } as const;
    expect(identifiersOf({ ...raw, listed }, source, NO_PROOF).map(({ type }) => type)).toEqual(['anonymous_id']);
  });
});

describe('merges on request', () => {
  const side = (id: string, userId: string | null) => ({ customer: { id, userId, createdAt: 0 }, edges: [] });
  const ask = (more: Partial<MergeQuestion>) =>
    mergeRefusals({
      from: side('a', null),
      into: side('b', null),
      shareEvidence: true,
      neverMerge: false,
      overridden: false,
      now: 0,
      ...more,
    });

  it('[ID16] every reason is told at once, and an override lifts two of them', () => {
    expect(ask({})).toEqual([]);
    const all = { from: side('a', 'u1'), into: side('b', 'u2'), shareEvidence: false, neverMerge: true };
    expect(ask(all)).toEqual(['different_user_id', 'no_shared_identifier', 'never_merge']);
    expect(ask({ ...all, overridden: true })).toEqual(['never_merge']);
    expect(ask({ into: side('a', null), neverMerge: true })).toEqual(['already_merged']);
  });

  it('[ID16] shared means seen on both sides: attested here, called from or typed there', () => {
    const seen = (type: string, value: string) => ({ identifiers: [{ type, value }], claims: [] });
    expect(sharedEvidence(seen('phone', '+49 151 1'), seen('caller_id', '+491511'))).toEqual([{ type: 'phone', value: '+491511' }]);
    expect(sharedEvidence(seen('email', 'a@x.de'), { identifiers: [], claims: [{ type: 'email', value: 'A@X.de' }] })).toHaveLength(1);
    expect(sharedEvidence(seen('email', 'a@x.de'), seen('email', 'b@x.de'))).toEqual([]);
    expect(sharedEvidence(seen('user_id', '1'), seen('telegram_id', '1'))).toEqual([]);
  });

  it('[ID17] the newest override says whose an interaction is', () => {
    const override = (n: number, customerId: string) => ({ interactionId: 'i', customerId, n });
    expect(effectiveOwner('a', [])).toBe('a');
    expect(effectiveOwner('a', [override(2, 'c'), override(1, 'b')])).toBe('c');
  });
});
