// What is new of own items and promises, told quietly (W212): no sound, no pop-up; dismissed for good.
import { Component } from 'preact';
import { t } from '../core/words.js';
import type { Chat, PanelHost } from '../seams/panel.js';
import { CloseIcon } from './icons.js';

export interface CardsProps {
  host: PanelHost;
  chat: Chat;
  when(at: number): string;
}

export class Cards extends Component<CardsProps, { gone: readonly string[] }> {
  override state: { gone: readonly string[] } = { gone: [] };

  private async dismiss(id: string): Promise<void> {
    const { host } = this.props;
    this.setState(({ gone }) => ({ gone: [...gone, id] }));
    const { deviceToken } = await host.session();
    await host.relay.post('visitor/v1/cards/dismiss', { site: host.site, deviceToken, id });
  }
  /** Not heard by the relay: the card is there again. */
  private readonly back = (id: string): void => this.setState(({ gone }) => ({ gone: gone.filter((one) => one !== id) }));

  override render({ chat, when }: CardsProps, { gone }: { gone: readonly string[] }) {
    const cards = chat.items()?.cards?.filter(({ id }) => !gone.includes(id)) ?? [];
    if (!cards[0]) return null;
    return (
      <>
        <h3>{t('New for you')}</h3>
        <ul class="cards">
          {cards.map(({ id, kind, text, at }) => (
            <li key={id} class={kind === 'late' || kind === 'no_news' ? 'slow' : ''}>
              <p dir="auto">{text}</p>
              <span>{when(Date.parse(at))}</span>
              <button type="button" aria-label={t('Dismiss')} onClick={() => void this.dismiss(id).catch(() => this.back(id))}>
                <CloseIcon />
              </button>
            </li>
          ))}
        </ul>
      </>
    );
  }
}
