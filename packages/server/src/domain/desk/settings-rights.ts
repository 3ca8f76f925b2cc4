// Who may read and change which settings object, beyond what the scopes of a route say (K107). Pure.
import type { SettingsDoc, SettingsKind } from '@throughline/types';

/** Whoever asks: an agent, or the site's back end, which may what an admin may. */
export interface Setter {
  id: string;
  admin: boolean;
  lead: boolean;
  /** Teams the agent is a member of. */
  teamIds: ReadonlySet<string>;
}

/** An object as its rights see it. */
export interface Owned {
  id: string;
  ownerId: string;
  doc: SettingsDoc;
}

/** A saved reply or a view of one person is nobody else's; a team's is for its members. */
export function mayRead(kind: SettingsKind, who: Setter, { ownerId, doc }: Owned): boolean {
  if ('scope' in doc && kind === 'saved_reply') {
    if (doc.scope === 'personal') return ownerId === who.id;
    return doc.scope === 'all' || who.admin || (doc.teamId !== null && who.teamIds.has(doc.teamId));
  }
  if ('shared' in doc && kind === 'saved_view') return doc.shared || ownerId === who.id;
  if (kind === 'preferences') return ownerId === who.id;
  return true;
}

/** Whether `who` may make, change or remove an object that is, or becomes, this. Asked for the object before and for the one after. */
export function mayWrite(kind: SettingsKind, who: Setter, { id, ownerId, doc }: Owned): boolean {
  switch (kind) {
    case 'team':
      // A lead stays a member: who left could not put it right again.
      return who.admin || (who.lead && who.teamIds.has(id) && 'members' in doc && doc.members.includes(who.id));
    case 'agent_profile':
    case 'tag':
      return who.admin || who.lead;
    case 'routing_rule':
    case 'sla_policy':
      return who.admin;
    case 'saved_reply':
      if (!('scope' in doc)) return false;
      if (doc.scope === 'personal') return ownerId === who.id;
      if (doc.scope === 'all') return who.admin || who.lead;
      return who.admin || (who.lead && doc.teamId !== null && who.teamIds.has(doc.teamId));
    case 'saved_view':
      if (!('shared' in doc)) return false;
      return ownerId === who.id || (doc.shared && who.admin);
    case 'customer_note':
      return ownerId === who.id || who.lead || who.admin;
    case 'preferences':
      return ownerId === who.id;
  }
}

/** A view that everybody sees is a lead's to give. */
export const mayShare = (who: Setter, doc: SettingsDoc): boolean => !('shared' in doc) || !doc.shared || who.lead || who.admin;
