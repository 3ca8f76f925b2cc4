// Which site an operation speaks for, as row-level security is told (S11). Pure.
// Every operation names its site in its arguments or by its principal; what names none asks across sites: credentials, sweeps, migrations.

/** What no policy stops. */
export const EVERY_SITE = '*';

export function siteOf(args: unknown): string {
  if (!isObject(args)) return EVERY_SITE;
  if ('siteId' in args && typeof args.siteId === 'string') return oneSite(args.siteId);
  if ('principal' in args && isObject(args.principal) && 'siteId' in args.principal && typeof args.principal.siteId === 'string') {
    return oneSite(args.principal.siteId);
  }
  return EVERY_SITE;
}

/** Names come from tokens too, and none of them may name all sites: for that name there is nothing to see. */
const oneSite = (named: string): string => (named === EVERY_SITE ? '' : named);

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
