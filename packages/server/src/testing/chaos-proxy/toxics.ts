// The vocabulary of the chaos proxy (P111): what can be wrong with a link. Names and meanings follow Shopify/toxiproxy where it has them.
// A byte of a TCP stream cannot be lost while the stream lives, so whatever "drops" here withholds: bytes, FIN and RST of the direction
// stay in the proxy until the toxic is cleared, which is what retransmission does after an outage.

/** up: client → server · down: server → client. */
export type Direction = 'up' | 'down';

interface OneWay {
  /** Both when left out. */
  direction?: Direction;
}

type Kind =
  /** Each chunk arrives `ms` ± `jitterMs` later; order is kept. */
  | ({ type: 'latency'; ms: number; jitterMs?: number } & OneWay)
  /** At most so many bytes a second; the source is read no faster. */
  | ({ type: 'bandwidth'; bytesPerSecond: number } & OneWay)
  /** Written in pieces of at most `bytes`. */
  | ({ type: 'slicer'; bytes: number } & OneWay)
  /** Nothing passes, either way; connections are still accepted, as by a host behind a dead router. */
  | { type: 'blackhole' }
  | { type: 'drop_up' }
  | { type: 'drop_down' }
  /**
   * RST after `afterBytes` of the direction passed; a pair is a range the seed picks from. Counted per connection, from when the toxic was
   * set. `to`: who is told; the other end learns it at its next byte, as from a peer that forgot the connection. Default: both.
   */
  | { type: 'reset_peer'; afterBytes: number | readonly [number, number]; direction: Direction; to?: 'client' | 'server' | 'both' }
  /** FIN in this direction after so many bytes (default 0: at once); the other direction goes on. */
  | { type: 'half_close'; direction: Direction; afterBytes?: number }
  /** A connection without a byte for `ms` is forgotten: from then on it is a black hole, for good, and nobody is told. */
  | { type: 'idle_cut'; ms: number }
  /** With this probability per chunk its direction stands still for `ms`. */
  | ({ type: 'stall'; probability: number; ms: number } & OneWay)
  /** Black hole for `downMs` after each `upMs`. `cut`: open connections are also reset, and new ones refused, while it is down. */
  | { type: 'flap'; upMs: number; downMs: number; cut?: boolean }
  /** Keeps back WebSocket text frames that are Socket.IO acks (`43…`); everything else passes. Clearing lets them go. */
  | { type: 'hold_acks' }
  /** WebSocket text frames from the client that begin with `prefix` (default `42`, Socket.IO events) go through twice. */
  | { type: 'replay_frame'; prefix?: string; probability?: number }
  /**
   * Answers a WebSocket upgrade with this status, or just closes; default 403. `requests`: the first HTTP request of a connection too,
   * as a proxy in front of a relay that is away; without it plain HTTP passes.
   */
  | { type: 'deny_upgrade'; answer?: number | 'close'; requests?: boolean };

/** `share`: part of the connections it concerns, picked by the seed; default all of them. */
export type Toxic = Kind & { share?: number };
export type ToxicType = Toxic['type'];
export type ToxicOf<Type extends ToxicType> = Extract<Toxic, { type: Type }>;

/** What the proxy did so far. */
export interface ChaosStats {
  /** Accepted. */
  connections: number;
  /** Not accepted while `refuse(true)`, or during a `flap` with `cut`. */
  refused: number;
  bytesUp: number;
  bytesDown: number;
  /** Connections reset by the proxy: `reset_peer`, `cutAll`. */
  resets: number;
  halfCloses: number;
  stalls: number;
  /** Connections forgotten by `idle_cut`. */
  forgotten: number;
  /** Frames kept back by `hold_acks`. */
  heldAcks: number;
  replayedFrames: number;
  deniedUpgrades: number;
}

export const noStats = (): ChaosStats => ({
  connections: 0,
  refused: 0,
  bytesUp: 0,
  bytesDown: 0,
  resets: 0,
  halfCloses: 0,
  stalls: 0,
  forgotten: 0,
  heldAcks: 0,
  replayedFrames: 0,
  deniedUpgrades: 0,
});
