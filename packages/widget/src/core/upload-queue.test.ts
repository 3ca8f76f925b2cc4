import { describe, expect, it } from 'vitest';
import { ACCEPT, changed, nextUp, retries, stored, whyOf, withChosen } from './upload-queue.js';
import type { Queue } from './upload-queue.js';

const MIB = 1_048_576;
const file = (name: string, type: string, size = 1_000) => ({ name, type, size });
const choose = (...files: ReturnType<typeof file>[]): Queue =>
  withChosen(
    [],
    files,
    files.map((_, at) => at + 1),
  );

describe('the queue of uploads', () => {
  it('[W170] several files at once; each that cannot be sent says why and stops no other', () => {
    const queue = choose(
      file('a.png', 'image/png'),
      file('film.mp4', 'video/mp4'),
      file('scan.pdf', 'application/pdf', 11 * MIB),
      file('empty.txt', 'text/plain', 0),
      file('page.svg', 'image/svg+xml'),
      file('rows.csv', 'application/vnd.ms-excel'),
    );
    expect(queue.map(({ state, why }) => why ?? state)).toEqual(['waiting', 'type', 'size', 'empty', 'type', 'waiting']);
    expect(queue.map(({ why }) => retries(why)).includes(true)).toBe(false);
  });

  it('[W172] a picture may be chosen whatever it weighs: it becomes smaller on the way', () => {
    expect(choose(file('photo.jpg', 'image/jpeg', 30 * MIB))[0]?.state).toBe('waiting');
    expect(choose(file('moving.gif', 'image/gif', 30 * MIB))[0]?.why).toBe('size');
  });

  it('takes at most ten for one message; those that failed leave their place', () => {
    const many = choose(...Array.from({ length: 12 }, (_, at) => file(`${at}.png`, 'image/png')));
    expect(many.filter(({ why }) => why === 'count')).toHaveLength(2);
    const one = changed(many, 1, { state: 'failed', why: 'network' });
    expect(withChosen(one, [file('more.png', 'image/png')], [99]).at(-1)?.state).toBe('waiting');
  });

  it('sends two at a time, in the order chosen', () => {
    let queue = choose(...['a', 'b', 'c'].map((name) => file(name, 'image/png')));
    expect(nextUp(queue).map(({ name }) => name)).toEqual(['a', 'b']);
    queue = changed(changed(queue, 1, { state: 'sending' }), 2, { state: 'sending' });
    expect(nextUp(queue)).toEqual([]);
    const ref = { id: 'f1', name: 'a', type: 'image/png', size: 3 } as const;
    queue = changed(queue, 1, { state: 'stored', file: ref });
    expect(nextUp(queue).map(({ name }) => name)).toEqual(['c']);
    expect(stored(queue)).toEqual([ref]);
  });

  it('the dialog of the system offers what the relay takes, and no markup', () => {
    expect(ACCEPT.split(',')).toEqual(expect.arrayContaining(['image/jpeg', 'application/pdf', 'text/plain', '.csv']));
    expect(ACCEPT).not.toMatch(/svg|html|xml/);
  });

  it('says what the relay said', () => {
    expect(['too_large', 'unsupported_media', 'rate_limited', 'network', 'internal'].map(whyOf)).toEqual([
      'size',
      'type',
      'often',
      'network',
      'network',
    ]);
  });
});
