// Uploads that come in at this moment, of this relay: one per reserved file (S65), and so many per address and in all (S47), since each holds
// a connection, an open file and up to 10 MiB of disk for as long as five minutes.
import { limits } from '@throughline/types';
import { addressGroups } from '../domain/limits/address-groups.js';

export interface UploadsInFlight {
  /** `file` is being uploaded until the result is called, once. `same`: by another request. `full`: too many others. */
  begin(upload: { file: string; address: string }): (() => void) | 'same' | 'full';
}

export function uploadsInFlight({ perAddressMax }: { perAddressMax: number }): UploadsInFlight {
  const files = new Set<string>();
  const addresses = new Map<string, number>();
  return {
    begin({ file, address }) {
      const { narrow } = addressGroups(address);
      const others = addresses.get(narrow) ?? 0;
      if (files.has(file)) return 'same';
      if (others >= perAddressMax || files.size >= limits.UPLOADS_AT_ONCE_MAX) return 'full';
      files.add(file);
      addresses.set(narrow, others + 1);
      return () => {
        files.delete(file);
        const left = (addresses.get(narrow) ?? 1) - 1;
        if (left > 0) addresses.set(narrow, left);
        else addresses.delete(narrow);
      };
    },
  };
}
