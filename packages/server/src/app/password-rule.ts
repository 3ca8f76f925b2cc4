// What a password must be (S20): 12–128 characters and none of the common ones of that length.
import { limits } from '@throughline/types';

// The common ones that reach twelve characters; shorter ones fall to the length.
const COMMON = new Set([
  'password1234',
  'password12345',
  'passwordpassword',
  'qwertyuiop12',
  'qwertyuiop123',
  '123456789012',
  '1234567890123',
  'administrator',
  'letmeinletmein',
  'iloveyou1234',
  'welcome12345',
  'changeme1234',
  'qwerty123456',
  'abcdefghijkl',
  'abc123456789',
  'aaaaaaaaaaaa',
  '111111111111',
  '000000000000',
  'throughline1',
  'throughline123',
]);

export function isWeakPassword(password: string): boolean {
  const length = [...password].length;
  return length < limits.PASSWORD_MIN_CHARS || length > limits.PASSWORD_MAX_CHARS || COMMON.has(password.toLowerCase());
}
