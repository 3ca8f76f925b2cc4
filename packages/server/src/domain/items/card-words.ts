// What a proactive card says (W212, CH45): only what the item or the promise says, short, in the site's language. Pure.

export interface CardWords {
  /** `{}` of each is filled in order. */
  milestone: string;
  milestoneBy: string;
  late: string;
  lateBy: string;
  noNews: string;
  promiseDue: string;
  promiseBroken: string;
}

const ENGLISH: CardWords = {
  milestone: '{}: {}',
  milestoneBy: '{}: {}, expected by {}',
  late: '{} is late; we are on it',
  lateBy: '{} is late; now expected by {}',
  noNews: 'No news on {} yet, we have not forgotten it. Last: {}, {}',
  promiseDue: 'We promised: {}, by {}',
  promiseBroken: 'Not done yet: {}. We are on it',
};

const GERMAN: CardWords = {
  milestone: '{}: {}',
  milestoneBy: '{}: {}, erwartet bis {}',
  late: '{} verspätet sich; wir sind dran',
  lateBy: '{} verspätet sich; jetzt erwartet bis {}',
  noNews: 'Noch nichts Neues zu {}, wir haben es nicht vergessen. Zuletzt: {}, {}',
  promiseDue: 'Versprochen: {}, bis {}',
  promiseBroken: 'Noch nicht erledigt: {}. Wir sind dran',
};

/** The words of a locale (BCP 47); English for every language that has none. */
export function cardWordsFor(locale: string): CardWords {
  return /^de(?:[-_]|$)/i.test(locale) ? GERMAN : ENGLISH;
}

/** `template` with each `{}` replaced in order. */
export function said(template: string, ...values: readonly string[]): string {
  const left = [...values];
  return template.replaceAll('{}', () => left.shift() ?? '');
}
