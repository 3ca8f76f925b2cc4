// The code and the link that take this conversation to another device (W211). Asked for when the visitor opens it, never before.
import { Component } from 'preact';
import type { ResumeCreated } from '@throughline/types';
import { spoken, t } from '../core/words.js';
import type { PanelHost } from '../seams/panel.js';

export interface ElsewhereProps {
  host: PanelHost;
  conv: string;
  close(): void;
}
interface Known {
  made?: ResumeCreated;
  failed?: boolean;
  copied?: boolean;
}

export class Elsewhere extends Component<ElsewhereProps, Known> {
  override state: Known = {};

  override componentDidMount(): void {
    this.ask().catch(() => this.setState({ failed: true }));
  }
  private async ask(): Promise<void> {
    const { host, conv } = this.props;
    const { deviceToken } = await host.session();
    this.setState({ made: await host.relay.post<ResumeCreated>('visitor/v1/resume/create', { site: host.site, deviceToken, conv }) });
  }
  private readonly copy = (link: string): void => {
    navigator.clipboard?.writeText(link).then(
      () => this.setState({ copied: true }),
      () => undefined, // not allowed here: the link stands there to be copied by hand
    );
  };

  override render({ host, close }: ElsewhereProps, { made, failed, copied }: Known) {
    const link = made ? host.relay.base + made.path : '';
    const until =
      made &&
      new Intl.DateTimeFormat(spoken().locale, { weekday: 'long', hour: 'numeric', minute: '2-digit' }).format(new Date(made.expiresAt));
    return (
      <div class="menu else-box" role="group" aria-label={t('Continue on another device')}>
        <h3>{t('Continue on another device')}</h3>
        <div role="status">
          {failed && t('No code can be had right now. Please try again later.')}
          {made && (
            <>
              <p>{t('Type this code into the chat there, or open the link:')}</p>
              <output dir="ltr">{made.code}</output>
              <a dir="ltr" href={link} target="_blank" rel="noopener noreferrer">
                {link.replace(/^https?:\/\//, '')}
              </a>
              <p>{t('Works once, until {time}.', { time: until ?? '' })}</p>
            </>
          )}
        </div>
        <div class="else-foot">
          <button type="button" aria-disabled={!made} onClick={() => link && this.copy(link)}>
            {copied ? t('Copied') : t('Copy link')}
          </button>
          <button type="button" onClick={close}>
            {t('Done')}
          </button>
        </div>
      </div>
    );
  }
}
