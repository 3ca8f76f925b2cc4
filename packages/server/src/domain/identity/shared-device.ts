// The customer of a device that several people use (ID12): the same one every time, and nobody's. UUIDv5 of RFC 9562.
import { sha1 } from './sha1.js';
import { utf8 } from './utf8.js';

const DNS_NAMESPACE = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';

export function uuidV5(namespace: string, name: string): string {
  const space = namespace.replaceAll('-', '');
  const bytes = Uint8Array.from({ length: 16 }, (_, i) => Number.parseInt(space.slice(i * 2, i * 2 + 2), 16));
  const digest = sha1(Uint8Array.from([...bytes, ...utf8(name)]));
  const hex = Array.from(digest.subarray(0, 16), (byte, i) => {
    const marked = i === 6 ? (byte & 0x0f) | 0x50 : i === 8 ? (byte & 0x3f) | 0x80 : byte;
    return marked.toString(16).padStart(2, '0');
  }).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** `uuidv5(uuidv5(DNS, siteId), anonymousId + "#shared")`. */
export function sharedDeviceCustomerId(siteId: string, anonymousId: string): string {
  return uuidV5(uuidV5(DNS_NAMESPACE, siteId), `${anonymousId}#shared`);
}
