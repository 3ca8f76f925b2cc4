// Placeholders that page templates and SDK bugs send instead of an id. Two strangers who share one would become one person (ID3).

const BLOCKED: ReadonlySet<string> = new Set([
  '',
  '-1',
  'null',
  'none',
  'nil',
  'undefined',
  'nan',
  'true',
  'false',
  'anonymous',
  'guest',
  'unknown',
  'id',
  'user',
  'email',
  'distinct_id',
  'distinctid',
  'not_authenticated',
  'test',
  '[object object]',
]);
const ONLY_ZEROS_AND_DASHES = /^[0-]*$/;
const QUOTES = /^(["'`])(.*)\1$/s;

/** True for a value that names nobody: any case, also quoted. `siteBlocked` are the Site's additions, lower-case. */
export function isBlockedValue(value: string, siteBlocked: ReadonlySet<string> = new Set()): boolean {
  let bare = value.trim();
  for (let quoted = QUOTES.exec(bare); quoted !== null; quoted = QUOTES.exec(bare)) bare = (quoted[2] ?? '').trim();
  const folded = bare.toLowerCase();
  return BLOCKED.has(folded) || ONLY_ZEROS_AND_DASHES.test(bare) || siteBlocked.has(folded);
}
