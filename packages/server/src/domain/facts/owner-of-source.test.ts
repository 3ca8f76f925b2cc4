import { expect, it } from 'vitest';
import { strictestOf } from './owner-of-source.js';
import type { Owner } from './owner-of-source.js';

const of = (visibility: Owner['visibility'], department: string | null = null): Owner => ({ visibility, department });

it('[C54] what several sources say together is for those who see each of them', () => {
  expect(strictestOf([])).toEqual(of('shared'));
  expect(strictestOf([of('shared', 'sales'), of('shared', 'claims')])).toEqual(of('shared', 'claims'));
  expect(strictestOf([of('restricted', 'fraud'), of('department', 'sales'), of('shared')])).toEqual(of('restricted', 'fraud'));
  expect(strictestOf([of('department', 'Sales'), of('department', 'sales'), of('shared')])).toEqual(of('department', 'sales'));
  expect(strictestOf([of('department', 'claims'), of('department', 'sales')])).toEqual(of('restricted', 'sales'));
});
