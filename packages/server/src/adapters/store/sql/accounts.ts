// Accounts of every kind, gathered for the store's table of operations.
import { agentOperations } from './agents.js';
import { siteOperations } from './sites.js';
import { visitorOperations } from './visitors.js';

export const accountOperations = { ...siteOperations, ...agentOperations, ...visitorOperations };
