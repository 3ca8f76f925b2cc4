import type { Server } from 'node:http';

/** A server of one example, not listening yet; `fill` answers what stands in place of the placeholders. */
export function exampleServer(name: string, fill: () => { site: string; relay: string; writeKey?: string }): Promise<Server>;
