// What goes to one socket in one turn of the event loop leaves in one system call: an agent who hears of fifty messages at once is written to
// once. The kernel gets the bytes at the end of the turn instead of packet by packet; order and bytes stay the same.
import type { RelaySocket } from './socket-server.js';

function holdForThisTurn(this: RelaySocket['conn']): void {
  const tcp = this.request.socket;
  tcp.cork();
  process.nextTick(() => tcp.uncork());
}

export function writeOncePerTurn({ conn }: RelaySocket): void {
  conn.on('flush', holdForThisTurn);
}
