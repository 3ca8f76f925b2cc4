// Which language the console speaks (K119). What was chosen is kept on the device, because the words are needed before anybody is known;
// without a choice it is the browser's. A catalogue that does not come leaves English, never an empty page.
import type { PreferencesDoc } from '@throughline/types';
import { bestLocale, readsFromRight, speak } from '../state/t.js';
import type { Catalogue, Locale } from '../state/t.js';
import type { DeviceStorage } from './device-storage.js';

const LOCALE_KEY = 'throughline.locale';

const CATALOGUES: Record<Exclude<Locale, 'en'>, () => Promise<{ default: Catalogue }>> = {
  de: () => import('../../words/de.json'),
  es: () => import('../../words/es.json'),
  fr: () => import('../../words/fr.json'),
  'pt-BR': () => import('../../words/pt-BR.json'),
  ar: () => import('../../words/ar.json'),
};

export async function speakLocale(device: DeviceStorage, page: Document, wanted: readonly string[]): Promise<void> {
  const chosen = device.get(LOCALE_KEY);
  let locale = bestLocale(chosen === null ? wanted : [chosen]);
  try {
    speak(locale, locale === 'en' ? {} : (await CATALOGUES[locale]()).default);
  } catch (error) {
    console.error('the words did not load', error);
    locale = 'en';
  }
  page.documentElement.lang = locale;
  page.documentElement.dir = readsFromRight(locale) ? 'rtl' : 'ltr';
}

/** Keeps a choice for the next start. True when the page speaks another language now and has to be loaded again. */
export function chooseLocale(
  device: DeviceStorage,
  { locale }: Pick<PreferencesDoc, 'locale'>,
  page: Document,
  wanted: readonly string[],
): boolean {
  if (locale === null) device.remove(LOCALE_KEY);
  else device.set(LOCALE_KEY, locale);
  return bestLocale(locale === null ? wanted : [locale]) !== page.documentElement.lang;
}
