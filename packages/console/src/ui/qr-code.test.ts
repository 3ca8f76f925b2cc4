import { expect, it } from 'vitest';
import { qrCode } from './qr-code.js';

/** Version 1, checked against another encoder. */
const HELLO = [
  '111111100101101111111',
  '100000100010001000001',
  '101110101111001011101',
  '101110101110101011101',
  '101110101010101011101',
  '100000101001001000001',
  '111111101010101111111',
  '000000001010000000000',
  '101111100101001111100',
  '011011010101111111101',
  '101011110110111001110',
  '101001000101110011100',
  '000101111100111000001',
  '000000001010100011001',
  '111111100001001000110',
  '100000101000010101111',
  '101110101001001100001',
  '101110101100111111000',
  '101110101100100100100',
  '100000100110110011100',
  '111111101101101010010',
];
const drawn = (text: string): string[] => (qrCode(text) ?? []).map((row) => row.map((dark) => (dark ? '1' : '0')).join(''));

it('[S25] draws a text as other encoders do: byte mode, level M, mask 2', () => {
  expect(drawn('hello world')).toEqual(HELLO);
});

it('[S25] takes what an authenticator app is given, and says when a text is too long', () => {
  const address = `otpauth://totp/Throughline%20${'Harbour'.repeat(6)}:ada%40harbour.example?secret=${'A'.repeat(32)}&issuer=Throughline`;
  expect(drawn(address)).toHaveLength(49); // version 8
  expect(qrCode('x'.repeat(290))).toBeNull();
});
