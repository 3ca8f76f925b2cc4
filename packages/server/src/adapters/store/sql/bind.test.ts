import { DatabaseSync } from '@photostructure/sqlite';
import { describe, expect, it } from 'vitest';
import { SqliteHandle } from '../sqlite/sqlite-handle.js';
import { bind } from './bind.js';

class Odd {
  readonly a = 1;
}
const REFUSED: readonly [string, unknown][] = [
  ['a boolean', true],
  ['a Date', new Date(0)],
  ['a bare object', { a: 1 }],
  ['an instance', new Odd()],
  ['an array', [1]],
  ['a function', () => 1],
  ['a symbol', Symbol('s')],
  ['undefined', undefined],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['2^63', 2n ** 63n],
  ['below -2^63', -(2n ** 63n) - 1n],
  ['NUL', 'a\0b'],
  ['a lone surrogate', 'a\ud800'],
];
const KEPT: readonly unknown[] = ['', "'", '👩‍👩‍👧‍👦', 0, -0.5, 2 ** 53 - 1, 2n ** 62n, null, new Uint8Array([1, 0])];

describe('the one binder', () => {
  it.each(REFUSED)('[G21] refuses %s, names the column and not the value', (_what, value) => {
    expect(() => bind(['ok', value], 'insert into "teams" ("site_id", "name") values (?, ?)')).toThrow(/in teams\.name$/);
    expect(() => bind([value], 'select * from "teams" where "id" = $1')).toThrow(/ in id$/);
    expect(() => bind([value], 'select ?')).toThrow(/in parameter 1$/);
  });

  it('[G21] takes text, finite numbers, 64-bit integers, null and bytes as they are', () => {
    expect(bind(KEPT, 'select ?')).toEqual(KEPT);
  });

  it.each(REFUSED)('[G21] keeps %s away from the driver on every way of running a statement', (_what, value) => {
    const handle = new SqliteHandle(new DatabaseSync(':memory:'));
    handle.exec('create table t (v)');
    const insert = handle.prepare('insert into t (v) values (?)');
    expect(() => insert.run([value])).toThrow(TypeError);
    const select = handle.prepare('select * from t where v = ?');
    expect(() => select.all([value])).toThrow(TypeError);
    expect(() => [...select.iterate([value])]).toThrow(TypeError);
    expect(handle.prepare('select count(*) as n from t').all([])).toEqual([{ n: 0 }]);
    handle.close();
  });
});
