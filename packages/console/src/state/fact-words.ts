// What a stated fact is called. A site's own word for it stays as it is; the relay's words for the keys that every site has are known here
// (C23, C24). Pure.
import { inLanguage, t } from './t.js';

const LABELS = inLanguage((): Readonly<Record<string, string>> => ({
  name: t('name'),
  'e-mail': t('e-mail'),
  'phone number': t('phone number'),
  postcode: t('postcode'),
  address: t('address'),
  date: t('date'),
  amount: t('amount'),
  product: t('product'),
  'error code': t('error code'),
  'order number': t('order number'),
  'account number': t('account number'),
  'policy number': t('policy number'),
  'claim number': t('claim number'),
  'booking reference': t('booking reference'),
  'invoice number': t('invoice number'),
  'card number': t('card number'),
}));

/** For the middle of a sentence. */
export const factWords = (label: string): string => LABELS()[label] ?? label;
