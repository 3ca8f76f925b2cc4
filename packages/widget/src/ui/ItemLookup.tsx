// Where does it stand, for somebody who is not signed in: number and e-mail or postcode, four fields back, one answer for every miss (C40).
import { Component } from 'preact';
import type { ItemLookupAnswer } from '@throughline/types';
import type { PanelHost } from '../seams/panel.js';

export interface ItemLookupProps {
  host: PanelHost;
  when(at: number): string;
}
type Found = { state: 'asked' | 'idle' } | { state: 'said'; text: string };

const MISSED = 'We found nothing for these two. Check them, or write to us.';

export class ItemLookup extends Component<ItemLookupProps, { found: Found }> {
  override state: { found: Found } = { found: { state: 'idle' } };

  private readonly ask = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement) || this.state.found.state === 'asked') return;
    const { host, when } = this.props;
    const form = new FormData(event.currentTarget);
    const [number = '', proof = ''] = ['number', 'proof'].map((name) => String(form.get(name) ?? '').trim());
    if (!number || !proof) return;
    this.setState({ found: { state: 'asked' } });
    let text = MISSED;
    try {
      const { milestone, status, eta } = await host.relay.post<ItemLookupAnswer>('visitor/v1/items/lookup', {
        site: host.site,
        number,
        proof,
      });
      const expected = eta?.until ? `, expected by ${when(Date.parse(eta.until))}` : '';
      text = `${number}: ${milestone || status}${expected}.`;
    } catch (error) {
      if (error instanceof Error && Reflect.get(error, 'code') === 'rate_limited') text = 'Too many tries. Please wait a while.';
    }
    this.setState({ found: { state: 'said', text } });
  };

  override render(_props: ItemLookupProps, { found }: { found: Found }) {
    return (
      <details class="lookup">
        <summary>Track an order or a claim</summary>
        <form onSubmit={(event) => void this.ask(event)}>
          <label>
            Number
            <input name="number" required maxLength={64} autocomplete="off" />
          </label>
          <label>
            E-mail or postcode
            <input name="proof" required maxLength={255} autocomplete="email" />
          </label>
          <button type="submit" aria-disabled={found.state === 'asked'}>
            Show
          </button>
        </form>
        <p role="status">{found.state === 'said' ? found.text : ''}</p>
      </details>
    );
  }
}
