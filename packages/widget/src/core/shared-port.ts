// What the sharing of one socket by several tabs takes and gives. Types only.
import type { Connector, Surroundings, ToVisitor, Transport, Typing } from '@throughline/types';

export interface LivePort extends Transport {
  typing(message: Typing): void;
}
export type Heard = <K extends keyof ToVisitor>(name: K, payload: ToVisitor[K]) => void;

export interface SharedConnector extends Connector<LivePort> {
  /** Leaves the other tabs alone for good. */
  stop(): void;
}
export interface ShareTabsOptions {
  /** Names the tabs that belong together: one site and one visitor. */
  name: string;
  surroundings: Surroundings;
  /** A connector with a socket of its own. */
  direct(heard: Heard): Connector<LivePort>;
  heard: Heard;
}
