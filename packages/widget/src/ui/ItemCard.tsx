// One tracked item as its owner sees it (C39): where it stands, what comes next, what is in it, and the way to ask about it.
import type { VisitorItem } from '@throughline/types';
import { locale, t } from '../core/words.js';

export interface ItemCardProps {
  item: VisitorItem;
  when(at: number): string;
  /** Opens a new conversation that begins with this text. */
  ask(text: string): void;
}

/** `159.20 EUR` in the reader's way of writing. */
function money(amountMinor: number, currency: string): string {
  const format = new Intl.NumberFormat(locale(), { style: 'currency', currency });
  return format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

export function ItemCard({ item, when, ask }: ItemCardProps) {
  const { number, title, milestones, milestone, eta, late, done, lines, amount, links } = item;
  const name = title.includes(number) ? title : `${title} ${number}`;
  const shown = milestones.filter(({ state }) => state !== 'skipped');
  const expected = eta?.until === undefined || done ? '' : t('Expected by {time}', { time: when(Date.parse(eta.until)) });
  return (
    <section class="item" aria-label={name}>
      <p class="item-head">
        <b dir="auto">{name}</b>
        {late ? <span class="late">{t('Late')}</span> : done && <span class="done">{t('Done')}</span>}
      </p>
      <p class="item-now">{[milestone, expected].filter(Boolean).join(' · ')}</p>
      {shown.length > 1 && (
        <ol class="steps">
          {shown.map(({ code, label, state }) => (
            <li key={code} class={state} aria-current={state === 'current' ? 'step' : undefined}>
              <span>{label}</span>
              {state === 'done' && <span class="vh"> {t('done')}</span>}
            </li>
          ))}
        </ol>
      )}
      {lines.length > 0 && (
        <ul class="lines">
          {lines.map(({ title: line, quantity }) => (
            <li key={line}>
              <span dir="auto">{quantity > 1 ? `${quantity} × ${line}` : line}</span>
            </li>
          ))}
        </ul>
      )}
      <p class="item-foot">
        {amount && <span>{money(amount.amountMinor, amount.currency)}</span>}
        {links.map(({ label, url }) => (
          <a key={url} href={url} target="_blank" rel="noopener noreferrer">
            {label}
          </a>
        ))}
        <button type="button" onClick={() => ask(`${t('About {number}:', { number })} `)}>
          {t('Ask about this')}
        </button>
      </p>
    </section>
  );
}
