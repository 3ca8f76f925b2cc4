// Where does it stand, for somebody who is not signed in: number and e-mail or postcode, four fields back, one answer for every miss (C40).
import type { ItemLookupAnswer } from '@throughline/types';
import { t } from '../core/words.js';
import type { PanelHost } from '../seams/panel.js';
import { FoldedForm } from './FoldedForm.js';

export interface ItemLookupProps {
  host: PanelHost;
  when(at: number): string;
}

export function ItemLookup({ host, when }: ItemLookupProps) {
  const ask = async ([number = '', proof = '']: string[]): Promise<string> => {
    const answer = await host.relay.post<ItemLookupAnswer>('visitor/v1/items/lookup', { site: host.site, number, proof });
    const slots = { number, state: answer.milestone || answer.status };
    const until = answer.eta?.until;
    return until
      ? t('{number}: {state}, expected by {time}.', { ...slots, time: when(Date.parse(until)) })
      : t('{number}: {state}.', slots);
  };
  return (
    <FoldedForm
      summary={t('Track an order or a claim')}
      fields={[
        { name: 'number', label: t('Number'), max: 64, complete: 'off' },
        { name: 'proof', label: t('E-mail or postcode'), max: 255, complete: 'email' },
      ]}
      button={t('Show')}
      ask={ask}
      missed={t('We found nothing for these two. Check them, or write to us.')}
    />
  );
}
