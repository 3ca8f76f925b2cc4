// What the launcher is called before the widget's own words are there, in the language of whoever asks (W140, W141). Pure.
// The words are those of packages/widget/words, and a test keeps them alike.
const OPEN_CHAT = 'Open chat';

export const LAUNCHER_LABELS: Readonly<Record<string, string>> = {
  en: 'Open chat',
  ar: 'فتح الدردشة',
  cs: 'Otevřít chat',
  da: 'Åbn chat',
  de: 'Chat öffnen',
  es: 'Abrir el chat',
  fr: 'Ouvrir le chat',
  he: 'פתיחת הצ׳אט',
  hi: 'चैट खोलें',
  it: 'Apri la chat',
  ja: 'チャットを開く',
  ko: '채팅 열기',
  nl: 'Chat openen',
  pl: 'Otwórz czat',
  'pt-BR': 'Abrir chat',
  ru: 'Открыть чат',
  sv: 'Öppna chatten',
  tr: 'Sohbeti aç',
  uk: 'Відкрити чат',
  'zh-Hans': '打开聊天',
};

/** Who reads Traditional Chinese is not served by Simplified. */
const TRADITIONAL = /^zh-(tw|hk|mo|hant)/;

/** The name of the language that is spoken to who reads `wanted`, best first: by its whole tag, else by its first part; English else. */
function languageOf(wanted: readonly string[]): string {
  const known = Object.keys(LAUNCHER_LABELS);
  for (const tag of wanted.map((one) => one.toLowerCase())) {
    if (TRADITIONAL.test(tag)) continue;
    const found = known.find((name) => name.toLowerCase() === tag) ?? known.find((name) => name.split('-')[0] === tag.split('-')[0]);
    if (found !== undefined) return found;
  }
  return 'en';
}

/**
 * The launcher's accessible name. The site's own words for it come first, and its language counts where none of `wanted` is spoken.
 * `wanted`: language tags, best first; what is none, such as `*`, is passed over.
 */
export function launcherLabel(
  wanted: readonly string[],
  { locale, texts }: { locale: string; texts: Readonly<Record<string, Readonly<Record<string, string>>>> },
): string {
  const language = languageOf([...wanted, locale]);
  const own = texts[language]?.[OPEN_CHAT];
  return own !== undefined && own !== '' ? own : (LAUNCHER_LABELS[language] ?? OPEN_CHAT);
}
