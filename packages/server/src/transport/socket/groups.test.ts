import { expect, it } from 'vitest';
import { Groups } from './groups.js';

it('[S11] a group holds its members once, by site and name, and is gone with the last of them', () => {
  const groups = new Groups<{ id: number }>();
  const [one, two, three] = [{ id: 1 }, { id: 2 }, { id: 3 }];
  for (const member of [one, one, two, two]) groups.add('site', 'name', member);
  groups.add('other', 'name', three);
  groups.add('site', 'other', three);
  expect(groups.of('site', 'name')).toEqual([one, two]);
  expect([groups.of('other', 'name'), groups.of('site', 'other'), groups.of('site', 'none'), groups.of('none', 'name')]).toEqual([
    [three],
    [three],
    [],
    [],
  ]);
  groups.remove('site', 'name', three);
  groups.remove('site', 'name', one);
  groups.remove('site', 'name', one);
  expect(groups.of('site', 'name')).toEqual([two]);
  groups.add('site', 'name', one);
  for (const member of [one, two]) groups.remove('site', 'name', member);
  groups.remove('other', 'name', three);
  expect([groups.has('site', 'name'), groups.has('site', 'other'), groups.has('other', 'name')]).toEqual([false, true, false]);
});
