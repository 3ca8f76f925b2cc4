// One row at least in every table of a site, whatever the site went through: what compares tables must not compare empty ones.
import { randomBytes } from 'node:crypto';
import { SITE_TABLES } from '../../packages/server/dist/adapters/store/sql/history/site-tables.js';

/** Runs a statement with $1, $2 … and answers its rows. */
export type Ask = (text: string, values: unknown[]) => Promise<Record<string, unknown>[]>;

/** Text that an export could break on: every kind of line end, quotes, and characters beyond the basic plane. */
const AWKWARD = 'a "quoted" \\ line\nbreak\r\n\u2028\u2029 tab\t émoji 🙂';

export async function fillEveryTable(ask: Ask, siteId: string): Promise<void> {
  for (const { name, site, columns, texts, nullable } of SITE_TABLES) {
    const [row] = await ask(`SELECT count(*) AS n FROM ${name} WHERE ${site} = $1`, [siteId]);
    if (Number(row?.['n']) > 0) continue;
    const values = columns.map((column, index) => {
      if (column === site) return siteId;
      if (nullable.has(column) && index % 2 === 0) return null;
      return texts.has(column) ? `${AWKWARD} ${randomBytes(4).toString('hex')}` : 2 ** 31 - 1 - index;
    });
    await ask(`INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map((_, index) => `$${index + 1}`).join(', ')})`, values);
  }
}
