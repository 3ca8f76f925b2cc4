// Where the bytes of files live (S65, S68). Names are random and made here: nothing that somebody sent is ever part of one.
// Invariant: under a name stands a whole file or none, whatever happens while it is written.

/** An upload under way: bytes aside, which nobody can read and which are gone when it is dropped. */
export interface IncomingFile {
  write(chunk: Uint8Array): Promise<void>;
  /** Everything that was written. */
  bytes(): Promise<Uint8Array>;
  /** Keeps these bytes, usually a cleaned copy of what came in; resolves with their name when they are on the disk. Ends the upload. */
  keep(bytes: Uint8Array): Promise<string>;
  /** Ends the upload, and leaves nothing. Twice is fine, and after `keep` too. */
  drop(): Promise<void>;
}

/** Taking bytes in rejects with StoreUnavailable while the disk is full or fails. */
export interface FileStorage {
  /** Makes the storage this installation's if it is nobody's. False: it is another one's, and what it holds is unknown here. */
  claim(installation: string): Promise<boolean>;
  receive(): Promise<IncomingFile>;
  /** Null when there is no such file. */
  open(name: string): Promise<AsyncIterable<Uint8Array> | null>;
  /** One that is not there is removed already. */
  remove(name: string): Promise<void>;
  /** Names of what was last changed before `before` (ms), uploads that a crash left behind included. Such names may be given to `remove`. */
  olderThan(before: number): AsyncIterable<string>;
}
