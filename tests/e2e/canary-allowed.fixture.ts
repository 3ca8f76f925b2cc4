// Who may read what: the one table that the canary tests hold every sink against (S92). A hit that stands in no row is a leak.
import type { Got } from './canary-readers.fixture.js';
import type { Canaries, Canary, Field, Hit, Person, SiteName } from './canary-tokens.fixture.js';

/** What is said and written in a conversation. */
const CHAT: readonly Field[] = [
  'chat',
  'note',
  'note edit',
  'tag',
  'question',
  'transfer note',
  'outcome',
  'form answer',
  'survey comment',
];
const SHARED: readonly Field[] = [
  'shared event',
  'case title',
  'case resolution',
  'promise',
  'order number',
  'claim number',
  'item title',
  'item line',
  'item status',
  'notice',
];
const PROFILE: readonly Field[] = ['name', 'email', 'phone', 'address', 'employer', 'user id', 'policy number', 'account digits'];
const DEPARTMENT: readonly Field[] = ['department event', 'department promise', 'department item', 'department case'];
const RESTRICTED: readonly Field[] = ['restricted event', 'restricted promise', 'keyed restricted promise', 'restricted item'];
const STAFF: readonly Field[] = [...PROFILE, ...SHARED, ...CHAT, 'agent email'];
/** What a signed-in customer reads of their own in the widget. */
const OWN: readonly Field[] = [
  'user id',
  'device token',
  'chat',
  'form answer',
  'survey comment',
  'notice', // what they were told is also a card of the widget (W212)
  'name', // forms are prefilled with what the site vouches for (W127)
  'email',
  'phone',
  'policy number', // said in the chat
  'promise',
  'order number',
  'claim number',
  'item title',
  'item line',
  'item status',
];

/** Reader → fields of its own site, or of its own person, that may be read there. Nobody reads anything of the other site. */
export const MAY_READ = {
  'visitor, signed in': OWN,
  'visitor, anonymous': [],
  'visitor, other site': OWN,
  'agent of sales': STAFF,
  'agent of billing': [...STAFF, ...DEPARTMENT],
  /** An outsourced desk: the chat it was given, with what was said to it; of everything else, that it is there. */
  guest: ['chat', 'transfer note', 'agent email'],
  analyst: ['agent email'],
  lead: [...STAFF, ...DEPARTMENT],
  'other site: agent': STAFF,
  'other site: secret key': [...STAFF, ...DEPARTMENT, ...RESTRICTED],
  /** Ids and kinds; an item's id is its number (S72). */
  /** What a signed-in customer's page shows, keeps and is sent; what it sends says neither where they came from nor what they looked for (S106). */
  'widget page': [...OWN, 'identity token'],
  'widget page, sent': [...OWN, 'identity token', 'email'],
  'console page': STAFF,
  webhook: ['order number', 'claim number'],
  export: [...PROFILE, ...SHARED, ...CHAT, ...DEPARTMENT, ...RESTRICTED],
  log: [],
  /** Secrets and card numbers are in no file of the store. */
  files: [...PROFILE, ...SHARED, ...CHAT, ...DEPARTMENT, ...RESTRICTED, 'agent email'],
} as const satisfies Record<string, readonly Field[]>;
export type Reader = keyof typeof MAY_READ;

export interface Sink {
  reader: Reader;
  /** Undefined: it belongs to no site. */
  site?: SiteName;
  /** Only this person's. */
  person?: Person;
  got: readonly Got[];
}

/** Each leak once, with its field, its sink and what stood around it. */
export function leaksOf(canaries: Canaries, { reader, site, person, got }: Sink): string[] {
  const fields: readonly Field[] = MAY_READ[reader];
  const fine = ({ canary }: Hit): boolean =>
    fields.includes(canary.field) && (site === undefined || canary.site === site) && (person === undefined || canary.person === person);
  const first = new Map<string, string>();
  const read = new Set<string>();
  for (const { where, text } of got) {
    if (read.has(text)) continue;
    read.add(text);
    for (const hit of canaries.find(text)) {
      const what = `${describe(hit.canary)} → ${reader}${site === undefined ? '' : ` of ${site}`}`;
      if (!fine(hit) && !first.has(what)) first.set(what, `${what}\n    at ${where}: …${hit.excerpt}…`);
    }
  }
  return [...first.values()];
}

/** The fields that were read at all: a sink in which nothing is found was not read. */
export const fieldsIn = (canaries: Canaries, got: readonly Got[]): Field[] => [
  ...new Set(got.flatMap(({ text }) => canaries.find(text).map(({ canary }) => canary.field))),
];

const describe = ({ field, site, person }: Canary): string => `${field} of ${person ?? 'the site'} (${site})`;
