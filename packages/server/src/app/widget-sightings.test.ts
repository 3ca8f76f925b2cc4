import { expect, it } from 'vitest';
import { createWidgetSightings } from './widget-sightings.js';

function world() {
  let now = 1_000;
  const sightings = createWidgetSightings({ now: () => now, after: () => () => undefined });
  return { sightings, later: (ms: number) => (now += ms) };
}

it('the page that asked last stands first, each page once, and every site has its own', () => {
  const { sightings, later } = world();
  sightings.saw('site_1', 'https://a.example');
  later(5);
  sightings.saw('site_1', 'https://b.example');
  later(5);
  sightings.saw('site_1', 'https://a.example');
  sightings.saw('site_2', 'https://c.example');
  expect(sightings.of('site_1')).toEqual([
    { origin: 'https://a.example', at: 1_010 },
    { origin: 'https://b.example', at: 1_005 },
  ]);
  expect(sightings.of('site_3')).toEqual([]);
});

it('a flood of made-up pages costs no memory', () => {
  const { sightings } = world();
  for (let n = 0; n < 500; n += 1) sightings.saw('site_1', `https://${n}.example`);
  sightings.saw('site_1', `https://${'x'.repeat(500)}.example`);
  expect(sightings.of('site_1')).toHaveLength(20);
  expect(sightings.of('site_1')[0]?.origin).toBe('https://499.example');
  for (let n = 0; n < 1_500; n += 1) sightings.saw(`site_n${n}`, 'https://a.example');
  expect(sightings.of('site_1')).toEqual([]);
});
