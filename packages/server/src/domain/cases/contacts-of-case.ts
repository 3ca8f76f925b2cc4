// How often the customer came for one case, over every channel (C43, `Open: …, contact n`). Pure.

export interface CaseContact {
  at: number;
  channel: string;
  conversationId: string | null;
  /** The case it was linked to; null when nobody linked it. */
  caseId: string | null;
}

export interface CaseOfContacts {
  id: string;
  openedAt: number;
  conversationIds: readonly string[];
  /** True when the customer has another open case: then a contact that nobody linked may be about that one. */
  otherOpenCase: boolean;
}

/**
 * The contacts of a case, oldest first: those linked to it, and, while it is the customer's only open case, those since it was opened
 * that belong to no other. The opening itself counts when a contact of its time is given.
 */
export function contactsOfCase<T extends CaseContact>(one: CaseOfContacts, contacts: readonly T[]): T[] {
  const own = (contact: T): boolean => {
    if (contact.caseId !== null) return contact.caseId === one.id;
    if (contact.conversationId !== null && one.conversationIds.includes(contact.conversationId)) return true;
    return !one.otherOpenCase && contact.at >= one.openedAt;
  };
  return contacts.filter(own).sort((a, b) => a.at - b.at || compareText(a.conversationId ?? '', b.conversationId ?? ''));
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
