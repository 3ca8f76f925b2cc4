// A context as text that a person can compare: what stands in the pinned files.
import type { HandoffContext } from '@throughline/types';

export function goldenText(context: HandoffContext): string {
  const { headline, brief, alerts, reason, effort, risk, sentiment, customer } = context;
  const line = (name: string, value: string | undefined): string[] => (value === undefined ? [] : [`${name}: ${value}`]);
  const list = <T>(name: string, items: readonly T[], text: (item: T) => string): string[] =>
    items.length === 0 ? [] : [`${name}:`, ...items.map((item) => `  ${text(item)}`)];
  const parts = Object.entries(effort).filter(([, value]) => value !== 0);
  return `${[
    headline.text,
    '',
    ...brief.map(({ slot, text, refs }) => `[${slot}] ${text}  ‹${refs.map(({ id }) => id).join(' ')}›`),
    '',
    ...list('alerts', alerts, ({ code, severity, text, refs }) => `${code} (${severity}) ${text}  ‹${refs.map(({ id }) => id).join(' ')}›`),
    ...line('reason', reason && `${reason.code} from ${reason.source} ${reason.confidence}, upstream ${reason.upstreamCause ?? '–'}`),
    ...list('facts', context.statedFacts, ({ label, value, channel, timesGiven }) => `${label}: ${value} (${channel} ×${timesGiven})`),
    ...list('promises', context.commitments, ({ text, status, dueAt }) => `${text} — ${status}${dueAt === undefined ? '' : ` ${dueAt}`}`),
    ...list(
      'items',
      context.trackedItems,
      ({ type, number, milestone, late, mismatch }) =>
        `${type} ${number}: ${milestone}${late ? ', late' : ''}${mismatch.map(({ code }) => `, ${code}`).join('')}`,
    ),
    ...list(
      'cases',
      context.openCases,
      ({ title, status, contacts, link }) => `${title}: ${status}, contact ${contacts}, ${link ?? 'neither'}`,
    ),
    ...line('last', context.lastOutcome && `${context.lastOutcome.code} ${context.lastOutcome.channel} ${context.lastOutcome.text}`),
    ...list('activity', context.recentActivity, ({ text, channel, count }) => `${text} (${channel} ×${count})`),
    ...line('effort', parts.map(([name, value]) => `${name} ${value}`).join(', ')),
    ...line('mood', `${sentiment.state}, ${sentiment.trend}${sentiment.lowPoint === undefined ? '' : `: "${sentiment.lowPoint.value}"`}`),
    ...line('risk', `${risk.churn}${risk.why.map(({ value }) => `; ${value}`).join('')}`),
    ...list('guidance', context.guidance, ({ kind, text }) => `${kind}: ${text}`),
    ...list('coverage', context.coverage.sources, ({ name, state }) => `${name}: ${state}`),
    ...line('customer', `${customer.match}, level ${customer.verification.level}, ${customer.language ?? 'no language'}`),
  ].join('\n')}\n`;
}
