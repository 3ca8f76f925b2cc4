// A file's name as it is kept and shown: no path, no characters that turn a line around or hide in it, no card numbers (C18). Pure.
// Nothing on the disk is ever called by it (S68).
import { cutText, limits } from '@throughline/types';
import { redactText } from '../facts/redact.js';

const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const UNNAMED = 'file';

/** Never empty. */
export function shownFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const plain = redactText(last.replace(HIDDEN, '').trim()).text;
  const [, stem = plain, ending = ''] = /^(.+?)(\.[A-Za-z0-9]{1,8})?$/u.exec(plain) ?? [];
  const shown =
    plain.length <= limits.FILE_NAME_MAX_CHARS ? plain : `${cutText(stem, limits.FILE_NAME_MAX_CHARS - ending.length)}${ending}`;
  return shown === '' || /^\.+$/.test(shown) ? UNNAMED : shown;
}
