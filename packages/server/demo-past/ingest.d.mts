/** Resolves when the relay stored the demo customer's past; sending it again changes nothing. `now` is in ms since the epoch. */
export function ingestDemoPast(to: { host: string; secretKey: string; now: number }): Promise<void>;
