// What a desk is set up by, over REST: one set of routes per kind of settings object, and the audit log of their changes (K105).
import { z } from 'zod';
import { Id } from '../model/primitives.js';
import { SETTINGS_DOCS, SettingsObjectHead } from '../model/settings-object.js';
import type { SettingsDoc, SettingsKind } from '../model/settings-object.js';

/** One object: `{ id, version, ownerId, subject, uses, updatedAt, updatedBy, doc }`. Times are ms. */
export const settingsView = <K extends SettingsKind>(kind: K) => SettingsObjectHead.extend({ doc: SETTINGS_DOCS[kind] });
export const settingsList = <K extends SettingsKind>(kind: K) => z.object({ items: z.array(settingsView(kind)), cursor: z.null() });
/** POST: a new one. */
export const settingsCreate = <K extends SettingsKind>(kind: K) => z.strictObject({ doc: SETTINGS_DOCS[kind] });
/** PUT: the whole document in the place of the version that the caller saw; 0 where there was none (profiles). */
export const settingsChange = <K extends SettingsKind>(kind: K) => z.strictObject({ version: z.int().min(0), doc: SETTINGS_DOCS[kind] });
export interface SettingsChange<K extends SettingsKind = SettingsKind> {
  version: number;
  doc: SettingsDoc<K>;
}

/** One line of the audit log. `detail` of a settings change holds the document `before` and `after` as JSON; empty: there was none. */
export const AuditLineView = z.object({
  id: Id,
  /** Agent, or `api`. */
  actor: z.string(),
  action: z.string(),
  target: z.string(),
  at: z.iso.datetime(),
  detail: z.record(z.string(), z.string()),
  /** It can be taken back (K105). */
  revertible: z.boolean(),
});
export type AuditLineView = z.infer<typeof AuditLineView>;
/** GET /api/v1/audit?actor=&action=&target=&limit=&cursor= — newest first; `action` is a prefix. */
export const AuditPage = z.object({ items: z.array(AuditLineView), cursor: z.string().nullable() });
export type AuditPage = z.infer<typeof AuditPage>;
