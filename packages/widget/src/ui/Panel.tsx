// The panel: header, then the list or the thread with its composer, and one status region (W121, W123).
import { Component, createRef } from 'preact';
import type { RefObject } from 'preact';
import type { Connection } from '../api.js';
import { spoken, t } from '../core/words.js';
import type { Extras } from '../seams/later.js';
import type { LaterParts } from '../seams/panel.js';
import type { Chat, ChatParts, PanelHost } from '../seams/panel.js';
import { Composer } from './Composer.js';
import { FirstThread } from './FirstThread.js';
import { BackIcon, CloseIcon } from './icons.js';

export interface PanelProps {
  /** Told who it is once it is there: `ref` on a component is a plain property in Preact 11. */
  self: RefObject<PanelView | null>;
  chat: Chat;
  /** Absent until stage 3 is here. */
  parts: ChatParts | undefined;
  /** Those that were needed so far. */
  later: Partial<LaterParts>;
  /** Fetches a part; it is drawn when it is here. */
  need(name: keyof LaterParts): void;
  extras: Extras | undefined;
  host: PanelHost;
  connection: Connection;
  dark: boolean;
  modal: boolean;
  open: boolean;
  accent: string;
  draft: string;
  save(draft: string): void;
  begin(text: string): void;
}

export class PanelView extends Component<PanelProps, { refused: string }> {
  override state = { refused: '' };
  readonly box = createRef<HTMLDivElement>();
  readonly composer = createRef<Composer>();

  override componentDidMount(): void {
    this.props.self.current = this;
  }
  private readonly refused = (refused: string): void => {
    if (refused !== this.state.refused) this.setState({ refused });
  };
  private readonly keys = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.isComposing) this.props.host.close();
  };

  /** What the visitor should know about the connection; empty when all is well. */
  private notice(): string {
    const { chat, connection, host } = this.props;
    const view = chat.thread();
    const waiting = view.outbox.some((item) => item.state.state === 'queued' || item.state.state === 'sending');
    if (this.state.refused) return this.state.refused;
    if (view.blocked) return view.blocked === 'upgrade_needed' ? t('Please reload this page.') : t('This conversation is gone.');
    const lost = connection === 'offline' ? (navigator.onLine ? t('Reconnecting…') : t('You are offline. Messages wait here.')) : '';
    if (host.options['consent'] === 'denied') return t('Nothing is stored: this chat ends with this page.');
    return !view.durable && waiting ? `${lost} ${t('Keep this page open until sent.')}`.trim() : lost;
  }

  private thread(agent: string) {
    const { chat, parts, later, need, host, draft, save } = this.props;
    const view = chat.thread();
    const Thread = parts?.Thread ?? FirstThread;
    const typing = chat.typing();
    const notice = this.notice();
    const asked = { host, view, told: chat.told(), say: chat.say };
    return [
      later.extras && <later.extras.InLine key="line" chat={chat} />,
      <Thread
        key={view.convKey}
        {...{
          host,
          view,
          later,
          need,
          typing,
          retry: chat.retry,
          discard: chat.discard,
          older: chat.older,
          pick: (label: string) => void chat.send(label),
        }}
      />,
      later.ask && <later.ask.Ask key="ask" {...asked} />,
      later.survey && <later.survey.Survey key="survey" {...asked} />,
      <div key="status" role="status" class={notice ? 'note' : 'vh'}>
        {notice || (typing !== null && t('{name} is typing', { name: typing || agent || t('Agent') }))}
      </div>,
      later.ask?.blocks(asked) || (
        <Composer
          key="composer"
          self={this.composer}
          box={this.box}
          host={host}
          Attach={later.attach?.Attach}
          placeholder={parts?.isClosed(view) ? t('Write to reopen') : t('Write a message')}
          draft={draft}
          save={save}
          wrote={chat.wrote}
          send={chat.send}
          refused={this.refused}
        />
      ),
    ];
  }

  override render({ chat, parts, later, extras, host, dark, modal, open, accent, begin }: PanelProps, _state: unknown) {
    const { settings } = host;
    const view = chat.thread();
    const allowed = host.allowed();
    const home = chat.view() === 'home' && allowed;
    const started = view.conv || view.outbox.length > 0;
    const agent = home ? '' : (parts?.agentOf(view) ?? '');
    const tall = home || !started;
    const name = settings.name || t('Chat');
    const expected = tall && later.extras?.expected(settings.availability, Date.now());
    return (
      <div
        id="panel"
        class={dark ? 'panel dark' : 'panel'}
        role="dialog"
        aria-label={t('Chat')}
        aria-modal={modal || undefined}
        lang={spoken().language}
        dir={spoken().direction}
        hidden={!open}
        style={{ '--accent': accent || 'var(--tl-brand)' }}
        ref={this.box}
        onKeyDown={this.keys}
      >
        <header class={tall ? 'tall' : ''}>
          {!home && (chat.conversations()[0] || chat.items()) && (
            <button type="button" class="act flip" aria-label={t('Back')} onClick={() => chat.show('home')}>
              <BackIcon />
            </button>
          )}
          <div class="face" aria-hidden="true">
            {(agent || name).trim().slice(0, 1).toUpperCase()}
          </div>
          <div class="who">
            <h2 tabIndex={-1} dir="auto">
              {agent || name}
            </h2>
            {agent && settings.name && <p dir="auto">{settings.name}</p>}
          </div>
          {extras && later.menu && <later.menu.Menu {...{ host, chat, extras }} />}
          <button type="button" class="act shut" aria-label={t('Close chat')} onClick={host.close}>
            <CloseIcon />
          </button>
          {tall && (
            <p class="greet" dir="auto">
              {t('greeting', {}, settings.greeting || t('How can we help?'))}
              {expected && <small>{expected}</small>}
            </p>
          )}
        </header>
        {!allowed
          ? later.gate && <later.gate.Gate host={host} />
          : home
            ? later.home && parts && <later.home.Home host={host} chat={chat} when={parts.when} begin={begin} />
            : this.thread(agent)}
      </div>
    );
  }
}
