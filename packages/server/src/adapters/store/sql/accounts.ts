// Accounts of every kind, gathered for the store's table of operations.
import { agentOperations } from './agents.js';
import { installationOperations } from './installation.js';
import { livePrincipalOperations } from './live-principals.js';
import { siteOperations } from './sites.js';
import { visitorOperations } from './visitors.js';

export const accountOperations = {
  ...siteOperations,
  ...agentOperations,
  ...visitorOperations,
  ...livePrincipalOperations,
  ...installationOperations,
};
