// The demo customer's past is a script that speaks the public HTTP API, as a site's back end would: it lives beside the build, in demo-past/.
import { z } from 'zod';
import type { IngestDemoPast } from './app/first-run.js';

const Module = z.object({ ingestDemoPast: z.custom<IngestDemoPast>((value) => typeof value === 'function') });

export async function loadDemoPast(): Promise<IngestDemoPast> {
  const loaded: unknown = await import(new URL('../demo-past/ingest.mjs', import.meta.url).href);
  return Module.parse(loaded).ingestDemoPast;
}
