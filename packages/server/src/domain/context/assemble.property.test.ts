import fc from 'fast-check';
import { limits, utf8Bytes } from '@throughline/types';
import { handoffContext } from '@throughline/types/decode';
import { expect, it } from 'vitest';
import { NOW, someInteraction, someMaterial, somePast, someText } from '../../testing/context-arbitraries.js';
import { foldInteractions } from '../../testing/context-material.js';
import { plantedPast } from '../../testing/planted-past.js';
import { ALERT_ORDER } from './alerts.js';
import { assembleContext, DEFAULT_CONTEXT_LIMITS } from './assemble.js';
import type { ContextMaterial } from './material.js';
import { wordCount } from './plain-text.js';

const seed = process.env['FC_SEED'];
const params = (numRuns: number) => (seed === undefined ? { numRuns } : { numRuns, seed: Number(seed) });
const LIMIT_MS = 60_000;

/** The same list in another order, decided by `keys`. */
function shuffled<T>(list: readonly T[], keys: readonly number[]): T[] {
  return list
    .map((item, i) => ({ item, key: keys[i % keys.length] ?? 0, i }))
    .sort((a, b) => a.key - b.key || b.i - a.i)
    .map(({ item }) => item);
}

it('[C1] [C22] any order of arrival and any order of rows gives the same bytes', { timeout: LIMIT_MS }, () => {
  fc.assert(
    fc.property(
      someMaterial(somePast(25)),
      fc.oneof(somePast(25), plantedPast(25, NOW)),
      fc.array(fc.nat(), { minLength: 7, maxLength: 7 }),
      (material, past, keys) => {
        const first: ContextMaterial = { ...material, ...foldInteractions(material.customer.id, past) };
        const again: ContextMaterial = { ...material, ...foldInteractions(material.customer.id, shuffled(past, keys)) };
        for (const list of [
          'facts',
          'commitments',
          'items',
          'cases',
          'recent',
          'significant',
          'channels',
          'traits',
          'identifiers',
          'suggestions',
          'earlier',
          'sources',
          'messages',
          'live',
        ] as const) {
          Object.assign(again, { [list]: shuffled(again[list] as unknown[], keys) });
        }
        expect(JSON.stringify(assembleContext(again, NOW))).toBe(JSON.stringify(assembleContext(first, NOW)));
      },
    ),
    params(100),
  );
});

it('[C2] [C45] [C46] [C47] every line has a source and keeps to its budget; the schema takes the whole', { timeout: LIMIT_MS }, () => {
  fc.assert(
    fc.property(someMaterial(fc.oneof(somePast(25), plantedPast(25, NOW))), (material) => {
      const context = assembleContext(material, NOW);
      expect(handoffContext.HandoffContext.parse(context)).toEqual(context);
      expect(context.brief.length).toBeLessThanOrEqual(limits.BRIEF_MAX_LINES);
      expect(context.brief.reduce((sum, { text }) => sum + wordCount(text), 0)).toBeLessThanOrEqual(limits.BRIEF_MAX_WORDS);
      expect(context.headline.text.length).toBeLessThanOrEqual(limits.HEADLINE_MAX_CHARS);
      const ranks = context.alerts.map(({ code }) => ALERT_ORDER.indexOf(code));
      expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
      expect(ranks).not.toContain(-1);
    }),
    params(120),
  );
});

it('[C52] a context is never above its size, and its cursor follows its last item', { timeout: LIMIT_MS }, () => {
  const long = fc.constantFrom('ü'.repeat(400), 'word '.repeat(100), '字'.repeat(300));
  const past = somePast(120, someInteraction(fc.oneof(long, fc.dictionary(long, long, { maxKeys: 4 }))));
  fc.assert(
    fc.property(someMaterial(past, long), fc.constantFrom(limits.CONTEXT_MAX_BYTES, 24 * 1024, 16 * 1024), (material, maxBytes) => {
      const context = assembleContext(material, NOW, { ...DEFAULT_CONTEXT_LIMITS, maxBytes });
      expect(utf8Bytes(JSON.stringify(context))).toBeLessThanOrEqual(maxBytes);
      expect(context.timeline.cursor ?? '').toBe(context.history.timelineCursor);
      const last = context.timeline.items.at(-1);
      if (context.timeline.cursor !== null && last !== undefined && context.timeline.items.length < limits.TIMELINE_FIRST_PAGE) {
        const hidden = material.recent.filter(({ visibility }) => visibility === 'restricted').length;
        if (hidden === 0) expect(context.timeline.cursor.endsWith(`.${last.id}`)).toBe(true);
      }
    }),
    params(60),
  );
});

it('[C18] a redaction is not undone by ranking, merging or cutting', { timeout: LIMIT_MS }, () => {
  const secret = fc.constantFrom(
    '4111111111111111',
    'x 4111 1111 1111 1111',
    'GB82WEST12345698765432',
    `${'w '.repeat(60)}4111-1111-1111-1111 tail`,
    '4111111111111111 order o-77',
  );
  const text = fc.oneof(secret, someText);
  fc.assert(
    fc.property(
      someMaterial(somePast(20, someInteraction(fc.oneof(text, fc.dictionary(text, text, { maxKeys: 3 })))), text),
      (material) => {
        const bytes = JSON.stringify(assembleContext(material, NOW)).replace(/[\s.-]/g, '');
        for (const digits of ['41111111', 'WEST1234', '123456987']) expect(bytes).not.toContain(digits);
      },
    ),
    params(100),
  );
});
