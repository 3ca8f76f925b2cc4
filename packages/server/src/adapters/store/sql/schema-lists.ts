// What lists are read from; see schema.ts.

/** A root customer as the list of customers sorts them (K90): derived, written in the transaction that changes what it says. */
export interface CustomerListTable {
  site_id: string;
  id: string;
  /** The name folded for sorting (domain/search/words). */
  sort_name: string;
  /** When something of theirs last came through any channel, or was said. */
  last_at: number;
  /** 1: has a conversation, or an identifier that names somebody; page views alone make nobody. */
  people: number;
  /** Of the best identifier. */
  trust: number;
}

export interface ListDatabase {
  customer_list: CustomerListTable;
}
