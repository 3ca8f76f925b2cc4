import { limits } from '@throughline/types';
import { expect, it } from 'vitest';
import { PushWindow } from './push-window.js';

const MAX = limits.PUSH_WINDOW_BYTES;

it('[P44] [P92] pushes up to the window, one byte more is not pushed, and a confirmed cursor opens it again', () => {
  const window = new PushWindow();
  expect(window.take('pub', 1, MAX - 1)).toBe(true);
  expect(window.take('pub', 2, 1)).toBe(true);
  expect(window.take('pub', 3, 1)).toBe(false);
  expect(window.fellBehind({ pub: 3, int: 0 })).toBe(true);
  expect(window.confirm('pub', 1)).toEqual({ pub: 3, int: 0 });
  expect(window.take('pub', 4, MAX - 1)).toBe(true);
  expect(window.take('pub', 5, 1)).toBe(false);
});

it('[P44] one entry that is larger than the window is told, not pushed', () => {
  expect(new PushWindow().take('pub', 1, MAX + 1)).toBe(false);
  expect(new PushWindow().take('pub', 1, MAX)).toBe(true);
});

it('[P44] a socket that is behind is told once, however much follows, and again when it confirmed less than that', () => {
  const window = new PushWindow();
  expect(window.take('pub', 1, MAX + 1)).toBe(false);
  expect(window.fellBehind({ pub: 1, int: 0 })).toBe(true);
  for (let seq = 2; seq <= 50; seq += 1) {
    expect(window.take('pub', seq, 1)).toBe(false); // small ones would fit: they would only be a gap to the client
    expect(window.fellBehind({ pub: seq, int: 0 })).toBe(false);
  }
  expect(window.confirm('pub', 20)).toEqual({ pub: 50, int: 0 });
  expect(window.confirm('pub', 50)).toBeNull();
  expect(window.take('pub', 51, 1)).toBe(true);
});

it('[P44] what is pushed twice is counted once, and what was confirmed costs nothing', () => {
  const window = new PushWindow();
  for (let again = 0; again < 5; again += 1) expect(window.take('pub', 1, MAX)).toBe(true);
  expect(window.confirm('pub', 1)).toBeNull();
  expect(window.take('pub', 1, MAX)).toBe(true);
  expect(window.take('pub', 2, MAX)).toBe(true);
});

it('[P44] lanes share the window and are confirmed apart; another history starts anew', () => {
  const window = new PushWindow();
  expect(window.take('int', 1, MAX / 2)).toBe(true);
  expect(window.take('pub', 1, MAX / 2)).toBe(true);
  expect(window.take('pub', 2, 1)).toBe(false);
  window.confirm('int', 1);
  expect(window.take('pub', 2, MAX / 2)).toBe(true);
  window.reset();
  expect([window.pub, window.int]).toEqual([0, 0]);
  expect(window.take('pub', 1, MAX)).toBe(true);
});
