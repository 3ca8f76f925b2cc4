// Which of the first steps are done (K111): by what the relay knows, or because whoever set it up said that this one is not for them.
export const FIRST_STEPS = ['site', 'tag', 'answer', 'people'] as const;
export type FirstStep = (typeof FIRST_STEPS)[number];

export interface FirstStepFacts {
  /** Of the relay itself, which a new site accepts from the start. */
  relayOrigin: string;
  /** That the site accepts. */
  origins: readonly string[];
  /** Pages the widget was seen on, the relay's own left out. */
  seen: readonly { allowed: boolean }[];
  /** A conversation that somebody answered, or has taken. */
  answered: boolean;
  colleagues: number;
}

/** `*` and the relay's own pages are where a site starts; naming one's own is the step. */
const isOwnPage = (origin: string, relayOrigin: string): boolean => origin !== '*' && origin !== relayOrigin;

export function doneSteps(facts: FirstStepFacts, skipped: ReadonlySet<FirstStep>): ReadonlySet<FirstStep> {
  const done: Record<FirstStep, boolean> = {
    site: facts.origins.some((origin) => isOwnPage(origin, facts.relayOrigin)),
    tag: facts.seen.some(({ allowed }) => allowed),
    answer: facts.answered,
    people: facts.colleagues > 1,
  };
  return new Set(FIRST_STEPS.filter((step) => done[step] || skipped.has(step)));
}
