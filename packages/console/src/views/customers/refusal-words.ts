// Why a row of a file was left out, in words.
import { t } from '../../state/t.js';

export function refusalWords(code: string): string {
  switch (code) {
    case 'missing_id':
      return t('it has no user id, and no address that is confirmed.');
    case 'too_large':
      return t('it is too long.');
    case 'invalid_text':
      return t('it contains characters that cannot be stored.');
    default:
      return t('the relay could not read it.');
  }
}
