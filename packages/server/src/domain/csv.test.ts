import { expect, it } from 'vitest';
import { csvLine } from './csv.js';

it('[S137] a cell that a spreadsheet would compute is text, and every cell is quoted', () => {
  const hostile = ['=1+1', '+49 151', '-2', '@SUM(A1)', '\t=1', ' =cmd|x', '\r=1', 'plain, "quoted"\nline', 7];
  expect(csvLine(hostile)).toBe(
    [
      ...['"\'=1+1"', '"\'+49 151"', '"\'-2"', '"\'@SUM(A1)"', '"\'\t=1"', '"\' =cmd|x"', '"\'\r=1"'],
      ...['"plain, ""quoted""\nline"', '"7"'],
    ].join(',') + '\r\n',
  );
});
