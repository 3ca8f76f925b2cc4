// Random values and what else tests of every package share. Never part of a product: fast-check is a development dependency.
export { authors, chatTexts, hex128s, ids, logs, submitMessages } from './arbitraries.js';
export { deskRow } from './desk-row.js';
