// The integrity list of a widget version: file name → hash, as a strict site's tag carries it.
import type { Decoder } from './http.js';

const HASH = /^sha(256|384|512)-[A-Za-z0-9+/=]+$/;

export const integrityOf: Decoder<ReadonlyMap<string, string>> = {
  safeParse: (value) => {
    const listed = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    const data = new Map(listed.filter((entry): entry is [string, string] => typeof entry[1] === 'string' && HASH.test(entry[1])));
    return data.size > 0 ? { success: true, data } : { success: false, error: new Error('no integrity list') };
  },
};
