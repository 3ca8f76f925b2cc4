import { expect, it } from 'vitest';
import { EVERY_SITE, siteOf } from './site-of.js';

it('[S11] an operation speaks for the site it names, else for the site of its principal, else for all', () => {
  expect(siteOf({ siteId: 'site_a', principal: { siteId: 'site_b' } })).toBe('site_a');
  expect(siteOf({ principal: { type: 'visitor', siteId: 'site_b' } })).toBe('site_b');
  for (const args of [{}, { principal: null }, { siteId: 7 }, { hash: 'x' }, null, undefined, 'site_a'])
    expect(siteOf(args)).toBe(EVERY_SITE);
});

it('[S11] a token that names all sites speaks for none', () => {
  expect(siteOf({ siteId: EVERY_SITE, tokenHash: 'x' })).toBe('');
  expect(siteOf({ principal: { siteId: EVERY_SITE } })).toBe('');
});
