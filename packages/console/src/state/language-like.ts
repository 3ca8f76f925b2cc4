// Which language a draft is in, by its script and its commonest short words: enough to notice a reply in the wrong one (K34). Pure. It says
// nothing rather than guess: a few words, names and numbers have no language.

const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['ar', /\p{Script=Arabic}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['zh', /\p{Script=Han}/gu],
];
/** Written with Latin letters: words that are common there and rare elsewhere. */
const COMMON: Readonly<Record<string, string>> = {
  en: 'the and you your is are we will have this that with for please thank thanks been can our has not would order',
  de: 'der die das und ist nicht ich sie wir ihnen ihre mit für auf haben wird bitte danke ein eine dem den zu auch noch werden',
  fr: 'le les des et est vous votre nous je pas pour avec une dans sur merci bonjour avez sont cette votre été que qui',
  es: 'el los las y es usted su nosotros con para por una gracias hola está que del muy favor hemos pero también',
  pt: 'o os as e você seu nós com para por uma obrigado olá está que não do da em muito foi também',
  it: 'il gli e è lei suo noi con per una grazie ciao che del della non sono anche abbiamo questo',
  nl: 'de het en is niet ik u uw wij we met voor op een hebben wordt dank bedankt van zijn ook naar',
  sv: 'och är inte jag du vi med för på en ett har tack hej din att det som också kommer',
  tr: 've bir bu için ile değil siz sizin biz teşekkür merhaba lütfen olarak var çok daha',
  pl: 'i jest nie pan pani my z dla na dziękuję proszę że się do jak czy będzie',
};
const WORDS_MIN = 6; // of a draft: less says nothing
const HITS_MIN = 3;
const AHEAD = 2; // times as many as the next language
const SCRIPT_SHARE = 0.4; // of the letters

/** ISO 639-1; null: not clear. */
export function languageLike(text: string): string | null {
  const plain = text.replace(/\S*(?:@|:\/\/|www\.|\{\{)\S*|\S*\d\S*/g, ' ');
  const letters = plain.match(/\p{L}/gu)?.length ?? 0;
  const script = SCRIPTS.find(([, signs]) => (plain.match(signs)?.length ?? 0) > letters * SCRIPT_SHARE);
  if (script !== undefined) return letters < WORDS_MIN ? null : script[0];
  const words = plain.toLowerCase().match(/\p{L}+/gu) ?? [];
  if (words.length < WORDS_MIN) return null;
  const ranked = Object.entries(COMMON)
    .map(([language, list]) => {
      const known = new Set(list.split(' '));
      return { language, hits: words.filter((word) => known.has(word)).length };
    })
    .toSorted((a, b) => b.hits - a.hits);
  const [best, next] = ranked;
  return best === undefined || best.hits < HITS_MIN || best.hits < (next?.hits ?? 0) * AHEAD ? null : best.language;
}
