// Who makes a write, as every use case of the API needs it (C6): the name that is recorded, the source it counts for, how far it is believed.
import type { Channel, Visibility } from '@throughline/types';

export interface Actor {
  siteId: string;
  /** Agent id, or `api` for a secret key. */
  id: string;
  /** As customers and colleagues read it. */
  name: string;
  /** Source of the interactions it makes; `relay` for agents. */
  sourceId: string;
  /** A secret key may attest identifiers, an agent's word about them is a claim (C7, ID8). */
  attests: boolean;
  department: string | null;
  /** How far what it records is seen: as its source says (C54). */
  visibility: Visibility;
  /** Medium of what it records, unless the request or the conversation says more. */
  channel: Channel;
}
