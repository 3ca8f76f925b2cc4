// Cuts a stream into the units a toxic may hold or repeat: the HTTP head, then whole WebSocket frames; anything else passes as it comes.
// Invariant: what comes out, put together, is what went in.

const HEAD_END = Buffer.from('\r\n\r\n');
const HEAD_MAX_BYTES = 64 * 1024; // beyond it: not the start of a WebSocket
const FRAME_MAX_BYTES = 4 * 1024 * 1024; // beyond it: not our protocol, passed as it comes
const TEXT = 1;
const STARTS = ['GET ', 'POST ', 'PUT ', 'HEAD ', 'OPTIONS ', 'PATCH ', 'DELETE ', 'HTTP/1.1 '];

/** `head`: an HTTP head · `text`: a WebSocket text frame, unmasked, in full · `raw`: anything else. */
export interface Unit {
  kind: 'head' | 'text' | 'raw';
  bytes: Buffer;
  text: string;
}

const raw = (bytes: Buffer): Unit => ({ kind: 'raw', bytes, text: '' });

interface Header {
  headerBytes: number;
  payloadBytes: number;
  mask: Buffer | null;
}

/** null: not all here yet. */
function headerOf(bytes: Buffer): Header | null {
  if (bytes.length < 2) return null;
  const second = bytes.readUInt8(1);
  const short = second & 0x7f;
  const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
  const maskBytes = second >= 0x80 ? 4 : 0;
  const headerBytes = 2 + lengthBytes + maskBytes;
  if (bytes.length < headerBytes) return null;
  const payloadBytes = lengthBytes === 0 ? short : lengthBytes === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  return { headerBytes, payloadBytes, mask: maskBytes === 0 ? null : bytes.subarray(headerBytes - 4, headerBytes) };
}

function unmasked(payload: Buffer, mask: Buffer | null): string {
  if (mask === null) return payload.toString();
  const plain = Buffer.from(payload);
  for (let at = 0; at < plain.length; at += 1) plain.writeUInt8(plain.readUInt8(at) ^ mask.readUInt8(at % 4), at);
  return plain.toString();
}

export class FrameCutter {
  #mode: 'head' | 'frames' | 'raw' = 'head';
  #kept: Buffer = Buffer.alloc(0);

  /** @param isWebSocket whether frames follow this head */
  constructor(private readonly isWebSocket: (head: string) => boolean) {}

  /** The units that are complete. */
  feed(chunk: Buffer): Unit[] {
    if (this.#mode === 'raw') return [raw(chunk)];
    this.#kept = this.#kept.length === 0 ? chunk : Buffer.concat([this.#kept, chunk]);
    return [...this.#head(), ...this.#frames()];
  }

  /** The stream is over: what never became a unit. */
  rest(): Unit[] {
    const { length } = this.#kept;
    return length === 0 ? [] : [raw(this.#take(length))];
  }

  #take(bytes: number): Buffer {
    const taken = this.#kept.subarray(0, bytes);
    this.#kept = this.#kept.subarray(bytes);
    return taken;
  }

  #giveUp(): Unit[] {
    this.#mode = 'raw';
    return this.rest();
  }

  #head(): Unit[] {
    if (this.#mode !== 'head') return [];
    const end = this.#kept.indexOf(HEAD_END);
    if (this.#kept.length > HEAD_MAX_BYTES || !this.#mayBeHttp()) return this.#giveUp(); // PostgreSQL, Redis
    if (end < 0) return [];
    const bytes = this.#take(end + HEAD_END.length);
    const text = bytes.toString('latin1');
    this.#mode = this.isWebSocket(text) ? 'frames' : 'raw';
    return [{ kind: 'head', bytes, text }, ...(this.#mode === 'raw' ? this.rest() : [])];
  }

  #mayBeHttp(): boolean {
    const begun = this.#kept.toString('latin1', 0, 16);
    return STARTS.some((start) => begun.startsWith(start) || start.startsWith(begun));
  }

  #frames(): Unit[] {
    const units: Unit[] = [];
    while (this.#mode === 'frames') {
      const header = headerOf(this.#kept);
      if (header === null) break;
      const { headerBytes, payloadBytes, mask } = header;
      if (payloadBytes > FRAME_MAX_BYTES) return [...units, ...this.#giveUp()];
      if (this.#kept.length < headerBytes + payloadBytes) break;
      const isText = (this.#kept.readUInt8(0) & 0x0f) === TEXT;
      const bytes = this.#take(headerBytes + payloadBytes);
      units.push(isText ? { kind: 'text', bytes, text: unmasked(bytes.subarray(headerBytes), mask) } : raw(bytes));
    }
    return units;
  }
}
