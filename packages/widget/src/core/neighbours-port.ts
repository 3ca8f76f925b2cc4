// What one tab has of the others: a lock that only one of them holds, and a channel to all. Types only.
export interface Neighbours {
  /** To every other tab; never to this one. */
  say(message: unknown): void;
  /** Asks for the lock; may be granted at once, much later, or never. The result gives it back, twice is fine. */
  claim(): () => void;
  /** Nobody looks at this page: its timers are slow, and it needs no socket. */
  hidden(): boolean;
  /** Twice is fine. */
  close(): void;
}
export interface NeighbourEvents {
  heard(message: unknown): void;
  granted(): void;
  /** The browser gives no locks here. */
  refused(): void;
  /** This page is about to be frozen or closed. */
  leaving(): void;
}
/** null: this browser has no locks or no channels. */
export type MeetNeighbours = (name: string, events: NeighbourEvents) => Neighbours | null;
