// Time zones by name as tables (C32, C48): the domain knows no Intl.
import type { Zone } from '../domain/time/zone.js';

export interface Zones {
  /** The table of an IANA name; null when there is no such zone. */
  named(timezone: string): Zone | null;
}
