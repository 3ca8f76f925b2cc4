// The secret key of a request (C7): `Authorization: Bearer <key>`, or Basic with the key as user and any password.

/** The key, or null when the header is missing or of another kind. Never read from an address or a body. */
export function secretKeyOf(authorization: string | undefined): string | null {
  const [scheme, credentials] = (authorization ?? '').split(' ');
  if (credentials === undefined || credentials === '') return null;
  if (scheme?.toLowerCase() === 'bearer') return credentials;
  if (scheme?.toLowerCase() !== 'basic') return null;
  const [key] = Buffer.from(credentials, 'base64').toString('utf8').split(':');
  return key === undefined || key === '' ? null : key;
}
