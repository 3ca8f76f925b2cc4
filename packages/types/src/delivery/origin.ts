// Names of texts. A text's first name is the cid of its first submission; where that cid is another text's already, because two devices
// share a copied profile (P64), whatever follows the mark tells the two apart. Invariant: what is offered again may be given any name with
// the first cid in front of the mark; the relay tells by the text which of them is meant (P35).

/** Never part of a cid (`stream:n`). */
export const ORIGIN_MARK = '~';

/** The cid under which a text of this origin was first submitted; itself when nothing follows the mark. */
export const firstCid = (origin: string): string => origin.replace(/~.*/s, '');

/** What one text is called on every device, whatever became of its origin: the same for two own texts only when they are one. */
export const textName = ({ origin = '', body }: { origin?: string | undefined; body: Record<string, unknown> }): string =>
  `${firstCid(origin)} ${String(body['text'])}`;
