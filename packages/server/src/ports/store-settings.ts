// What a desk is set up by: documents of a closed list of kinds, each with a version (K105).
import type { SettingsDoc, SettingsKind, SettingsObject } from '@throughline/types';
import type { Page, PageOf } from './paging.js';

export interface AuditLine {
  id: string;
  actor: string;
  action: string;
  target: string;
  at: number;
  detail: Record<string, string>;
}

export interface SettingsOps {
  /** All of one kind, newest change last; with `customerId` only those about this root customer, or about one who was merged into it. */
  settingsObjects<K extends SettingsKind>(args: { siteId: string; kind: K; customerId?: string }): Promise<SettingsObject<K>[]>;
  settingsObject<K extends SettingsKind>(args: { siteId: string; kind: K; id: string }): Promise<SettingsObject<K> | null>;
  /**
   * Makes one (`ifVersion` 0; a new id where none is given) or changes it, with an audit line that holds the document before and after.
   * `conflict`: it has another version by now, or is there already; `too_many`: there are `atMost` of the kind. A change keeps owner and
   * subject. `reverts`: the audit line that this takes back.
   */
  putSettingsObject<K extends SettingsKind>(args: {
    siteId: string;
    kind: K;
    id?: string;
    doc: SettingsDoc<K>;
    ifVersion: number;
    ownerId: string;
    subject?: string | null;
    atMost?: number;
    reverts?: string;
    actor: string;
    now: number;
  }): Promise<{ ok: true; object: SettingsObject<K> } | { ok: false; code: 'conflict' | 'not_found' | 'too_many' }>;
  /** Audited like a change. `in_use`: a team that conversations wait in, or that other documents name. */
  deleteSettingsObject(args: {
    siteId: string;
    kind: SettingsKind;
    id: string;
    reverts?: string;
    actor: string;
    now: number;
  }): Promise<'deleted' | 'not_found' | 'in_use'>;
  /**
   * Takes the change of an audit line back, in one transaction with the line that says so. `conflict`: the object is not as that change left it
   * any more, or is in use. `not_found`: no such line, or one without documents.
   */
  revertSettingsChange(args: {
    siteId: string;
    kind: SettingsKind;
    lineId: string;
    atMost: number;
    actor: string;
    now: number;
  }): Promise<'reverted' | 'conflict' | 'not_found' | 'too_many'>;
  /** How many there are of a kind; with `ownerId` only that person's. */
  countSettingsObjects(args: { siteId: string; kind: SettingsKind; ownerId?: string }): Promise<number>;
  /** One more use of a saved reply. */
  countSettingsUse(args: { siteId: string; kind: SettingsKind; id: string }): Promise<void>;
  /** Newest first. `action` is a prefix: `settings.` */
  auditLines(args: { siteId: string; actor?: string; action?: string; target?: string } & Page): Promise<PageOf<AuditLine>>;
  auditLine(args: { siteId: string; id: string }): Promise<AuditLine | null>;
}
