// Folds the projections of a few customers again, after interactions moved between them (ID17).
export { rebuildCustomers } from '../rebuild.js';
export type { RebuildCustomers } from '../rebuild.js';
