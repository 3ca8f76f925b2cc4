import { expect, it } from 'vitest';
import { limits } from '@throughline/types';
import { shownFileName } from './file-name.js';

it.each([
  ['invoice.pdf', 'invoice.pdf'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\ana\\bill.pdf', 'bill.pdf'],
  ['evil\u202egpj.exe', 'evilgpj.exe'],
  ['a\r\nb\u2028.txt', 'ab.txt'],
  ['..', 'file'],
  [' \u200b ', 'file'],
  ['Größe 東京.png', 'Größe 東京.png'],
])('[S68] the name %j is shown as %j', (name, shown) => {
  expect(shownFileName(name)).toBe(shown);
});

it('[C18] a card number in a name is not kept, and a long name keeps its ending', () => {
  expect(shownFileName('card 4111 1111 1111 1111.png')).not.toContain('1111 1111 1111');
  const long = shownFileName(`${'x'.repeat(300)}.pdf`);
  expect(long).toHaveLength(limits.FILE_NAME_MAX_CHARS);
  expect(long.endsWith('.pdf')).toBe(true);
});
