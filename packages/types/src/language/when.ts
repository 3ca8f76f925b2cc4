// Where a sentence names a time (C32): the phrase only, as said; the date it means is worked out where calendar and zone are known.
// Linear: every repetition is bounded and stands between fixed words.

const DAY = 'monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun';
const MONTH =
  'january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec';
const NUMBER = '(?:\\d{1,3}|one|two|three|four|five|six|seven|ten|a|an|a few|a couple of)';
const UNIT = '(?:(?:business|working|calendar) )?(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?)';
const PART = '(?: (?:morning|afternoon|evening|night|noon|lunchtime))?';
const CLOCK = "(?:\\d{1,2}(?:[:.]\\d{2})? ?(?:am|pm|a\\.m\\.|p\\.m\\.|o'clock|uhr|h)|\\d{1,2}:\\d{2}|noon|midday|midnight|lunchtime)";
const DATE = `(?:the )?\\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:${MONTH})(?:,? \\d{4})?|(?:${MONTH}) \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?|\\d{4}-\\d{2}-\\d{2}|\\d{1,2}[./]\\d{1,2}[./](?:\\d{2,4})?|the \\d{1,2}(?:st|nd|rd|th)`;
const NAMED = `tomorrow${PART}|today|tonight|this (?:morning|afternoon|evening|week|month|${DAY})|next (?:week|month|${DAY})${PART}|(?:the )?end of (?:the |this |next )?(?:business )?(?:day|week|month|${DAY})|eod|cob|close of business|(?:${DAY})${PART}`;

const TAG = 'montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag';
const MONAT = 'januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember';
const ZAHL = '(?:\\d{1,3}|einem|einer|eines|zwei|drei|vier|fünf|sechs|sieben|zehn|wenigen)';
const EINHEIT = '(?:minuten?|stunden?|tage?n?|tages|werktage?n?|arbeitstage?n?|wochen?|monate?n?|monats)';
const DATUM = `\\d{1,2}\\. ?(?:(?:${MONAT})(?: \\d{4})?|\\d{1,2}\\.(?:\\d{2,4})?)`;
const GENANNT = `heute(?: (?:noch|abend|nachmittag|mittag))?|morgen(?: (?:früh|vormittag|mittag|nachmittag|abend))?|übermorgen|nächste[nr]? (?:woche|monat|${TAG})|diese[nr]? (?:woche|monat|${TAG})|ende (?:der|des|dieser|nächster) (?:woche|tages|monats)|tagesende|(?:${TAG})(?:früh|vormittag|nachmittag|abend)?`;

const AT_TIME = `(?: (?:at|by|before|around|um|gegen) ${CLOCK})?`;
const WHEN = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:` +
    [
      `(?:within|in|in the next|over the next|inside|after) (?:the next )?${NUMBER}(?: ?(?:-|–|to|or) ?${NUMBER})? ${UNIT}`,
      `between ${NUMBER} and ${NUMBER} ${UNIT}`,
      `(?:by|before|until|no later than|not later than|at the latest by) (?:${NAMED}|${DATE}|${CLOCK})(?: ${CLOCK})?${AT_TIME}`,
      `(?:(?:on|this|coming) ){0,2}(?:${DATE}|${NAMED})${AT_TIME}(?: ${CLOCK})?`,
      `(?:at|around|from) ${CLOCK}(?: (?:today|tomorrow|on (?:${DAY})))?`,
      '(?:right away|straight away|immediately|shortly|asap|as soon as possible|right now)',
      `(?:innerhalb (?:von )?|in den nächsten |in |binnen )${ZAHL}(?: ?(?:-|–|bis) ?${ZAHL})? ${EINHEIT}`,
      `(?:bis(?: spätestens)?(?: zum)?|spätestens(?: bis| am)?|vor) (?:${DATUM}|${GENANNT}|${CLOCK})(?: (?:um )?${CLOCK})?`,
      `(?:am |kommenden |kommende )?(?:${DATUM}|${GENANNT})(?: (?:um|gegen) ${CLOCK})?`,
      '(?:sofort|umgehend|gleich|schnellstmöglich|so schnell wie möglich)',
    ].join('|') +
    `)(?![\\p{L}\\p{N}])`,
  'iu',
);

/** The first phrase of `sentence` that names a time, and where it starts; null when none does. */
export function whenIn(sentence: string): { when: string; index: number } | null {
  const match = WHEN.exec(sentence);
  return match === null ? null : { when: match[0], index: match.index };
}
