// Files of messages (S65–S68): what the store knows of them. Bytes are elsewhere (ports/file-storage.ts).
// A file is reserved, then stored, then attached by the message that names it; at the end its row says `removed` until its bytes are gone.
import type { FileRef, FileType } from '@throughline/types';
import type { Principal } from './store-delivery.js';

/** A file that this principal may read. */
export interface ReadableFile {
  ref: FileRef;
  /** Its name in the file storage. */
  storage: string;
}
/** A file that is to be removed from the storage, and then from the store. */
export interface RemovedFile {
  siteId: string;
  id: string;
  /** Null: nothing was uploaded. */
  storage: string | null;
}

export interface FileOps {
  /** `forbidden`: the session ended. `full`: the site keeps as much as it may (S47). */
  reserveFile(args: {
    principal: Principal;
    name: string;
    size: number;
    siteMaxBytes: number;
    siteMaxFiles: number;
    now: number;
  }): Promise<{ ok: true; id: string } | { ok: false; code: 'forbidden' | 'full' }>;
  /** What is to be uploaded under this name, or what was; null when it is not this principal's, or named by a message already. */
  fileToStore(args: { principal: Principal; id: string }): Promise<{ size: number; stored: FileRef | null } | null>;
  /** Null when it was stored, swept or erased meanwhile: then these bytes are nobody's. */
  fileStored(args: {
    principal: Principal;
    id: string;
    storage: string;
    content: { type: FileType; size: number; width?: number; height?: number };
  }): Promise<FileRef | null>;
  /** An own one that is stored, or one of a conversation they may read (S12, S68). Absent and forbidden answer alike. */
  fileFor(args: { principal: Principal; id: string }): Promise<ReadableFile | null>;
  /** False when the principal may not read the file. */
  createFileTicket(args: { principal: Principal; id: string; hash: string; now: number; expiresAt: number }): Promise<boolean>;
  /** Uses the ticket up. Null for a wrong, used or expired one, and when whoever asked for it may not read the file any more. */
  takeFileTicket(args: { siteId: string; hash: string; now: number }): Promise<ReadableFile | null>;
  /**
   * Gives up what was stored under a reservation from before `storedBefore` and no message named, and what was reserved before `reservedBefore`
   * and not stored. Answers what is to be removed from the storage, at most `limit`, oldest first, without the first `skip`.
   */
  removedFiles(args: { storedBefore: number; reservedBefore: number; skip: number; limit: number }): Promise<RemovedFile[]>;
  /** Their bytes are gone. */
  forgetFiles(args: { files: RemovedFile[] }): Promise<void>;
  /** Which of these names of the storage belong to a file. */
  knownStorage(args: { names: string[] }): Promise<string[]>;
}
