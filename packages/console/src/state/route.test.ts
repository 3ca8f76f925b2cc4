import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isStorableText } from '@throughline/types';
import { convRoute, customerRoute, formatRoute, HOME, parseRoute, viewRoute } from './route.js';
import type { Route } from './route.js';

const parse = (address: string): Route => {
  const url = new URL(address, 'https://x.example');
  return parseRoute({ path: url.pathname, search: url.search, hash: url.hash }, 'unassigned');
};

describe('addresses', () => {
  it('[K17] every view, conversation, entry and open source has one', () => {
    expect(parse('/v/closed')).toEqual(viewRoute('closed'));
    expect(parse('/c/cnv_1')).toEqual(convRoute('unassigned', 'cnv_1'));
    expect(parse('/c/cnv_1#ent_9')).toEqual({ ...convRoute('unassigned', 'cnv_1'), entry: 'ent_9' });
    expect(parse('/c/cnv_1?source=interaction.int_1&source=fact.f')).toMatchObject({
      sources: [
        { type: 'interaction', id: 'int_1' },
        { type: 'fact', id: 'f' },
      ],
    });
    expect(parse('/alerts')).toEqual({ page: 'alerts', view: 'unassigned' });
    expect(parse('/customers/cus_1?source=fact.f')).toEqual({
      ...customerRoute('unassigned', 'cus_1'),
      sources: [{ type: 'fact', id: 'f' }],
    });
    for (const address of ['/alerts', '/customers/cus%2F1?source=case.c']) expect(formatRoute(parse(address))).toBe(address);
    expect(parse('/setup#token')).toEqual({ page: 'setup' });
    expect(parse('/invite#token')).toEqual({ page: 'setup', invited: true });
    expect(formatRoute(parse('/invite#token'))).toBe('/invite'); // a token is in no address that the console makes
  });

  it('[K17] an unknown or broken address is the inbox', () => {
    for (const address of ['/', '/v/nonsense', '/c', '/c/%E0%A4%A', '/c/a/b', '/settings/nonsense', '/setup/more']) {
      expect(parse(address), address).toEqual(viewRoute('unassigned'));
    }
    expect(parse('/c/cnv_1?source=nonsense.1&source=interaction.')).toMatchObject({ sources: [] });
    expect(HOME.page).toBe('inbox');
  });

  it('[K17] what is formatted is what is parsed, for any id', () => {
    const id = fc
      .string({ minLength: 1, maxLength: 40, unit: 'binary' })
      .filter((text) => isStorableText(text) && text !== '.' && text !== '..');
    const route: fc.Arbitrary<Route> = fc.record({
      page: fc.constant('inbox' as const),
      view: fc.constant('unassigned' as const),
      conv: id,
      entry: fc.oneof(id, fc.constant(null)),
      sources: fc.array(fc.record({ type: fc.constantFrom('interaction' as const, 'message' as const), id }), { maxLength: 8 }),
    });
    fc.assert(
      fc.property(route, (one) => {
        expect(parse(formatRoute(one))).toEqual(one);
      }),
    );
    for (const view of ['mine', 'all?tag=refund', 'team:tm_1?verified=true&sort=sla', 'saved/vw_1'])
      expect(parse(formatRoute(viewRoute(view)))).toEqual(viewRoute(view));
  });
});
