// What an uploaded file is, by its bytes and by nothing else (S66), and what of it is kept (S67). Pure. Invariant: whatever a name or a header
// of the sender says changes nothing here.
import { limits } from '@throughline/types';
import type { FileType, HttpErrorCode } from '@throughline/types';
import { latin } from './bytes.js';
import type { Walked } from './bytes.js';
import { isGif, walkGif } from './gif.js';
import { walkJpeg } from './jpeg.js';
import { isUtf8, looksLikeMarkup } from './plain-utf8.js';
import { isPng, walkPng } from './png.js';
import { isWebp, walkWebp } from './webp.js';

export interface FileContent {
  type: FileType;
  /** What is kept: the sender's bytes, of a picture without what tells about its maker. */
  bytes: Uint8Array;
  /** Pictures only: px. */
  width?: number;
  height?: number;
}
export type CheckedContent = { ok: true; content: FileContent } | { ok: false; code: HttpErrorCode; detail: string };

const JPEG_START = '\xff\xd8\xff';
const PDF_START = '%PDF-';

export function checkContent(bytes: Uint8Array): CheckedContent {
  if (latin(bytes, 0, JPEG_START.length) === JPEG_START) return picture('image/jpeg', walkJpeg(bytes));
  if (isPng(bytes)) return picture('image/png', walkPng(bytes));
  if (isGif(bytes)) return picture('image/gif', walkGif(bytes));
  if (isWebp(bytes)) return picture('image/webp', walkWebp(bytes));
  if (latin(bytes, 0, PDF_START.length) === PDF_START) return { ok: true, content: { type: 'application/pdf', bytes } };
  if (looksLikeMarkup(bytes)) return refused('Markup and scripts are not taken');
  if (bytes.length > 0 && isUtf8(bytes)) return { ok: true, content: { type: 'text/plain', bytes } };
  return refused('A file is a JPEG, PNG, GIF or WebP picture, a PDF, or text in UTF-8');
}

function picture(type: FileType, walked: Walked): CheckedContent {
  if (walked === null || walked.width === 0 || walked.height === 0) return refused('The picture is damaged or incomplete');
  const { width, height, bytes } = walked;
  if (width * height > limits.FILE_PIXELS_MAX)
    return { ok: false, code: 'too_large', detail: `A picture has at most ${limits.FILE_PIXELS_MAX / 1_000_000} megapixels` };
  return { ok: true, content: { type, bytes, width, height } };
}

const refused = (detail: string): CheckedContent => ({ ok: false, code: 'unsupported_media', detail });
