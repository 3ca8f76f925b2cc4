// Names and secrets from the system's random source.
import { randomBytes } from 'node:crypto';
import { ID_PREFIX } from '@throughline/types';
import type { Ids } from '../../ports/ids.js';

export const systemIds: Ids = {
  next: (kind) => `${ID_PREFIX[kind]}_${randomBytes(16).toString('hex')}`,
  hex128: () => randomBytes(16).toString('hex'),
  secret: (bytes) => randomBytes(bytes).toString('base64url'),
};
