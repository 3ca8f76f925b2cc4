// What is done with customers as such: the list, the file, notes, identifiers, leaving. The link implements it over /api/v1.
import type {
  CustomerErased,
  CustomerIdentifier,
  CustomerImportAnswer,
  CustomerImportRequest,
  CustomerListPage,
  CustomerNoteDoc,
  SettingsObject,
} from '@throughline/types';
import type { Answer } from './answer.js';

export type CustomerNote = SettingsObject<'customer_note'>;

export interface CustomersActions {
  /** @param query parameters of the list as the API spells them */
  customers(query: Readonly<Record<string, string>>, cursor?: string): Promise<Answer<CustomerListPage>>;
  /** The same list as a CSV file, unmasked; needs a fresh login. */
  customersFile(query: Readonly<Record<string, string>>): Promise<Answer<Blob>>;
  importCustomers(rows: CustomerImportRequest): Promise<Answer<CustomerImportAnswer>>;
  identifiers(customerId: string): Promise<Answer<readonly CustomerIdentifier[]>>;
  customerNotes(customerId: string): Promise<Answer<readonly CustomerNote[]>>;
  writeCustomerNote(customerId: string, doc: CustomerNoteDoc): Promise<Answer<CustomerNote>>;
  /** In the place of the version that was seen; `conflict` when somebody was faster. */
  changeCustomerNote(note: Pick<CustomerNote, 'id' | 'version' | 'doc'>): Promise<Answer<CustomerNote>>;
  removeCustomerNote(id: string): Promise<Answer<null>>;
  /** Everything that is known of one, as JSON; needs a fresh login. */
  exportCustomer(customerId: string): Promise<Answer<Blob>>;
  /** For good; needs a fresh login. */
  eraseCustomer(customerId: string): Promise<Answer<CustomerErased>>;
}
