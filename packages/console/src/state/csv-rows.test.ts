import { expect, it } from 'vitest';
import { chunksOf, guessMeanings, importRow, parseCsv } from './csv-rows.js';

it('[K90] a file is read as people save it: quotes, line breaks in cells, semicolons, a byte order mark, empty lines', () => {
  const csv = parseCsv(
    '\ufeffuser_id;E-Mail;Full name;tier\r\nu1;a@x.example;"Vidal; Ana";gold\r\n\r\nu2;b@x.example;"Bo ""B"" \nLarsen";\r\n',
  );
  expect(csv.head).toEqual(['user_id', 'E-Mail', 'Full name', 'tier']);
  expect(csv.rows).toEqual([
    { line: 2, cells: ['u1', 'a@x.example', 'Vidal; Ana', 'gold'] },
    { line: 4, cells: ['u2', 'b@x.example', 'Bo "B" \nLarsen', ''] },
  ]);
  expect(parseCsv('a,"b').head).toEqual(['a', 'b']);
  expect(parseCsv('').rows).toEqual([]);
});

it('[K90] columns are known by their names, each meaning once, and everything else is kept under its own', () => {
  const csv = parseCsv("ID,email,Mobile,name,Name,plan,\nu1,a@x.example,'+46 70 1,Ana,Ana V,pro,x\n");
  const meanings = guessMeanings(csv.head);
  expect(meanings).toEqual(['userId', 'email', 'phone', 'name', 'trait', 'trait', 'none']);
  // What an export kept from being a formula comes back as it was (S137).
  expect(importRow(csv, csv.rows[0]?.cells ?? [], meanings)).toEqual({
    userId: 'u1',
    email: 'a@x.example',
    phone: '+46 70 1',
    name: 'Ana',
    traits: { Name: 'Ana V', plan: 'pro' },
  });
});

it('[K90] rows go in requests that fit, and each knows its line', () => {
  const csv = parseCsv(`id,about\n${Array.from({ length: 250 }, (_, n) => `u${n},${'x'.repeat(n < 60 ? 900 : 3)}`).join('\n')}\n`);
  const chunks = chunksOf(csv, ['userId', 'trait']);
  expect(chunks.flatMap(({ rows }) => rows)).toHaveLength(250);
  expect(chunks.flatMap(({ lines }) => lines)).toEqual(Array.from({ length: 250 }, (_, n) => n + 2));
  for (const { rows } of chunks) {
    expect(rows.length).toBeLessThanOrEqual(100);
    expect(JSON.stringify(rows).length).toBeLessThan(32_000);
  }
});
