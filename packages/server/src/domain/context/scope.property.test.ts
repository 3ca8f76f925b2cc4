import fc from 'fast-check';
import { limits, utf8Bytes } from '@throughline/types';
import { handoffContext } from '@throughline/types/decode';
import { expect, it } from 'vitest';
import { NOW, someMaterial, somePast } from '../../testing/context-arbitraries.js';
import { foldInteractions } from '../../testing/context-material.js';
import { markOf, plantedPast } from '../../testing/planted-past.js';
import { accessTo } from './access.js';
import type { AgentScope } from './access.js';
import { assembleContext } from './assemble.js';
import { scopeContext, scopeInteraction, scopeTimeline } from './scope.js';

const seed = process.env['FC_SEED'];
const params = (numRuns: number) => (seed === undefined ? { numRuns } : { numRuns, seed: Number(seed) });
const LIMIT_MS = 60_000;

const ROLES: readonly AgentScope['role'][] = ['owner', 'admin', 'lead', 'agent', 'analyst', 'guest'];
const SCOPES: readonly AgentScope[] = ROLES.flatMap((role) =>
  [[], ['sales'], ['Cards'], ['sales', 'cards']].map((departments) => ({ role, departments })),
);

it('[C54] [C55] no word of an entry reaches an agent who may not see it, whatever it was folded into', { timeout: LIMIT_MS }, () => {
  fc.assert(
    fc.property(someMaterial(somePast(0)), plantedPast(30, NOW), (material, past) => {
      const planted = { ...material, ...foldInteractions(material.customer.id, past) };
      const context = assembleContext(planted, NOW);
      for (const scope of SCOPES) {
        const scoped = scopeContext(context, scope);
        const bytes = JSON.stringify(scoped).toLowerCase();
        for (const entry of past) {
          if (accessTo(entry, scope) === 'full') continue;
          expect(bytes.includes(markOf(entry)), `${entry.name} of ${entry.id} at ${scope.role} of ${scope.departments.join('+')}`).toBe(
            false,
          );
          expect(scopeInteraction(entry, scope)).not.toEqual(entry);
        }
      }
    }),
    params(60),
  );
});

it(
  '[C54] [C55] scoped contexts keep the schema, the size and their sources, and carry nothing that scope is decided by',
  { timeout: LIMIT_MS },
  () => {
    fc.assert(
      fc.property(someMaterial(somePast(25)), (material) => {
        const context = assembleContext(material, NOW);
        const stored = utf8Bytes(JSON.stringify(context));
        for (const scope of SCOPES) {
          const scoped = scopeContext(context, scope);
          if (scope.departments.length === 1) expect(handoffContext.HandoffContext.parse(scoped)).toEqual(scoped);
          expect(utf8Bytes(JSON.stringify(scoped))).toBeLessThanOrEqual(Math.min(stored, limits.CONTEXT_MAX_BYTES));
          expect(scoped.headline.parts).toBeUndefined();
          expect(JSON.stringify(scoped)).not.toMatch(/"(?:parts|words)":/);
          expect(scoped.timeline.items.every(({ visibility }) => visibility === undefined)).toBe(true);
          expect(scoped.timeline).toEqual(scopeTimeline(context.timeline, scope));
          const refs = [scoped.headline, ...scoped.brief, ...scoped.alerts, ...scoped.statedFacts, ...scoped.commitments].flatMap(
            (line) => line.refs,
          );
          if (scope.role !== 'analyst' && scope.role !== 'guest') {
            expect(refs.filter((ref) => accessTo(ref, scope) !== 'full')).toEqual([]);
          }
          expect(JSON.stringify(scopeContext(context, scope))).toBe(JSON.stringify(scoped));
        }
      }),
      params(60),
    );
  },
);

it('[C55] who may see everything reads the lines as they were written', { timeout: LIMIT_MS }, () => {
  fc.assert(
    fc.property(someMaterial(somePast(25)), (material) => {
      const context = assembleContext(material, NOW);
      const scoped = scopeContext(context, { role: 'admin', departments: [] });
      expect(scoped.headline).toEqual({ text: context.headline.text, refs: expect.any(Array) });
      expect(scoped.brief).toEqual(context.brief.map(({ parts: _parts, words: _words, ...line }) => line));
      expect(scoped.coverage.hiddenByScope).toBe(0);
    }),
    params(30),
  );
});
