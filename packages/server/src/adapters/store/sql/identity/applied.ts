// What every row that identity writes carries beside its own content (C6).
export interface Applied {
  siteId: string;
  /** The interaction that caused it. */
  causeId: string;
  now: number;
}
