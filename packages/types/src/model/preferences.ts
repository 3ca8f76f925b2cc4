// One person's console: kind `preferences` of the settings objects. A file of its own, because it is needed before the first paint and the rest
// of the desk is not.
import { z } from 'zod';
import { Text } from './primitives.js';

export const NoticeKind = z.enum(['queue', 'reply', 'mention', 'sla']);
/** What a console may make a sound or a desktop notification for (K85). */
export type NoticeKind = z.infer<typeof NoticeKind>;

/** Kind `preferences`, id = the agent's: one person's console. */
export const PreferencesDoc = z.strictObject({
  /** null: the browser's. */
  locale: z.enum(['en', 'de', 'es', 'fr', 'pt-BR', 'ar']).nullable().default(null),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  density: z.enum(['comfortable', 'compact']).default('comfortable'),
  /** Plain Enter: `send`, or a new line (K31). */
  enter: z.enum(['send', 'line']).default('send'),
  /** Seconds a chat reply can be taken back before it leaves (K31). */
  undoSeconds: z.int().min(0).max(10).default(0),
  /** Shortcuts of one key, without a modifier (K80). */
  singleKeys: z.boolean().default(true),
  /** Command → key, where it differs from the table. */
  keys: z.record(Text(40).min(1), Text(20)).default({}),
  sounds: z.array(NoticeKind).default(['queue', 'reply', 'mention', 'sla']),
  desktop: z.array(NoticeKind).default(['queue', 'reply', 'mention', 'sla']),
  /** What a desktop notification says (K86). */
  noticeText: z.enum(['name_and_line', 'name', 'none']).default('name_and_line'),
  /** `HH:mm`–`HH:mm`, local time of the browser; null: none. */
  quietHours: z
    .tuple([z.string().regex(/^\d\d:\d\d$/), z.string().regex(/^\d\d:\d\d$/)])
    .nullable()
    .default(null),
});
export type PreferencesDoc = z.infer<typeof PreferencesDoc>;
