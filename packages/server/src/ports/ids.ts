// Where names come from. Random, so injected: tests print their seed.
import type { IdKind } from '@throughline/types';

export interface Ids {
  /** `<prefix>_` and 128 random bits. */
  next(kind: IdKind): string;
  /** 32 hex digits. */
  hex128(): string;
  /** `bytes` random bytes in base64url: tokens and keys. */
  secret(bytes: number): string;
}
