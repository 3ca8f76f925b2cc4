import { expect, it } from 'vitest';
import { ownOrigin } from './own-origin.js';

it('[S131] only pages of the relay itself may use the agents’ API and socket; no Origin is refused', () => {
  const own = 'https://chat.example.com';
  expect(ownOrigin({ host: 'chat.example.com', origin: own }, own)).toBe(true);
  expect(ownOrigin({ host: 'localhost:3000', origin: 'http://localhost:3000' }, own)).toBe(true);
  expect(ownOrigin({ host: 'chat.example.com' }, own)).toBe(false);
  expect(ownOrigin({ host: 'chat.example.com', origin: 'null' }, own)).toBe(false);
  expect(ownOrigin({ host: 'chat.example.com', origin: 'https://evil-chat.example.com' }, own)).toBe(false);
  expect(ownOrigin({ host: 'chat.example.com', origin: 'https://chat.example.com.evil.com' }, own)).toBe(false);
});
