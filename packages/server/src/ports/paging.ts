// Lists of a store: a page and the opaque cursor of the next one.

export interface Page {
  limit: number;
  cursor?: string;
}
export interface PageOf<T> {
  items: T[];
  cursor: string | null;
}
