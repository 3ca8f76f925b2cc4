// Customers over HTTP, under /api/v1. Files are read whole before they are offered: half a list never looks like one.
import { customerListApi, customersApi, deskApi, exportHttp } from '@throughline/types/decode';
import type { CustomersActions } from '../state/customers-actions.js';
import type { FileActions } from '../state/file-actions.js';
import type { Http } from './http.js';

const API = 'api/v1';
const at = (...parts: string[]): string => [API, ...parts.map((part) => encodeURIComponent(part))].join('/');
const asked = (query: Readonly<Record<string, string>>): string => new URLSearchParams(query).toString();

/** @param mint a fresh key per request, so that a repeated one happens once */
export function createCustomersClient(http: Http, mint: () => string, files: Pick<FileActions, 'download'>): CustomersActions {
  const note = deskApi.settingsView('customer_note');
  const notes = deskApi.settingsList('customer_note');
  return {
    customers: (query, cursor) =>
      http.ask(
        { method: 'GET', path: `${API}/customers/list?${asked({ ...query, ...(cursor === undefined ? {} : { cursor }) })}` },
        customerListApi.CustomerListPage,
      ),
    customersFile: (query) => files.download('GET', `${API}/customers.csv?${asked(query)}`),
    importCustomers: (rows) =>
      http.ask({ method: 'POST', path: at('customers', 'import'), body: rows, idempotencyKey: mint() }, customersApi.CustomerImportAnswer),
    identifiers: async (id) => {
      const answer = await http.ask({ method: 'GET', path: at('customers', id, 'identifiers') }, customersApi.CustomerIdentifiers);
      return answer.ok ? { ok: true, value: answer.value.items } : answer;
    },
    customerNotes: async (id) => {
      const answer = await http.ask({ method: 'GET', path: at('customers', id, 'notes') }, notes);
      return answer.ok ? { ok: true, value: answer.value.items } : answer;
    },
    writeCustomerNote: (id, doc) =>
      http.ask({ method: 'POST', path: at('customers', id, 'notes'), body: { doc }, idempotencyKey: mint() }, note),
    changeCustomerNote: ({ id, version, doc }) =>
      http.ask({ method: 'PUT', path: at('customer-notes', id), body: { version, doc }, idempotencyKey: mint() }, note),
    removeCustomerNote: (id) => http.tell({ method: 'DELETE', path: at('customer-notes', id), idempotencyKey: mint() }),
    exportCustomer: (id) => files.download('POST', at('customers', id, 'export')),
    eraseCustomer: (id) => http.ask({ method: 'POST', path: at('customers', id, 'erase') }, exportHttp.CustomerErased),
  };
}
