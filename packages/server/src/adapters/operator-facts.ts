// What the operator set, and what the machine says, from the settings and the data folder.
import { statfs } from 'node:fs/promises';
import type { Log } from '../ports/log.js';
import type { Operator, OperatorSettings } from '../ports/operator.js';
import { asError } from '../domain/as-error.js';
import { lastBackupOf } from './store/last-backup.js';

export interface OperatorPlace {
  dataDir: string;
  /** False: PostgreSQL, which this relay does not copy. */
  isEmbedded: boolean;
  redisIsUp: (() => boolean) | null;
  settings: OperatorSettings;
  log: Log;
}

export function operatorFacts({ dataDir, isEmbedded, redisIsUp, settings, log }: OperatorPlace): Operator {
  return {
    settings,
    node: process.versions.node,
    redis: () => (redisIsUp === null ? 'none' : redisIsUp() ? 'up' : 'down'),
    async freeBytes() {
      try {
        const { bavail, bsize } = await statfs(dataDir);
        return bavail * bsize;
      } catch (error) {
        log.warn('The disk of the data folder could not be asked', { error: asError(error) });
        return null;
      }
    },
    async lastBackup() {
      if (!isEmbedded) return 'unknown';
      try {
        return await lastBackupOf(dataDir);
      } catch (error) {
        log.warn('When the last backup was made cannot be read', { error: asError(error) });
        return 'unknown';
      }
    },
  };
}
