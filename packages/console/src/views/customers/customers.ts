// The list of customers and the page of one: a part of the bundle of its own (K126), loaded by whoever opens either.
export { CustomerPage } from '../CustomerPage.js';
export { CustomersPage } from './CustomersPage.js';
