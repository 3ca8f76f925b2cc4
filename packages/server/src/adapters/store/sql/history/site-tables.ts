// Which tables belong to a site: all of the migrations that say whose a row is. Derived, so that a new table cannot be forgotten.
import { INITIAL_TABLES } from '../migrations/0001-initial.js';
import { siteColumn } from '../migrations/site-wall.js';

export interface SiteTable {
  name: string;
  /** The column that holds the site id. */
  site: 'site_id' | 'id';
  columns: readonly string[];
  /** Columns that take null. */
  nullable: ReadonlySet<string>;
  /** Columns of text; the others hold integers. */
  texts: ReadonlySet<string>;
  /** Rows are written in this order. */
  order: readonly string[];
}

export const SITE_TABLES: readonly SiteTable[] = INITIAL_TABLES.flatMap((spec) => {
  const site = siteColumn(spec);
  if (site === null) return [];
  const columns = Object.keys(spec.columns);
  const having = (test: (type: string) => boolean): Set<string> => new Set(columns.filter((name) => test(spec.columns[name] ?? '')));
  return {
    name: spec.name,
    site,
    columns,
    nullable: having((type) => type.endsWith('?')),
    texts: having((type) => type.startsWith('text')),
    order: spec.key.length > 0 ? spec.key : columns,
  };
});
