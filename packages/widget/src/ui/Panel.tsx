// The panel: header, then the list or the thread with its composer, and one status region (W121, W123).
import { Component, createRef } from 'preact';
import type { ComponentType, RefObject } from 'preact';
import type { Connection } from '../api.js';
import type { Chat, ChatParts, HomeProps, PanelHost } from '../seams/panel.js';
import { Composer } from './Composer.js';
import { FirstThread } from './FirstThread.js';
import { BackIcon, CloseIcon } from './icons.js';

export interface PanelProps {
  /** Told who it is once it is there: `ref` on a component is a plain property in Preact 11. */
  self: RefObject<PanelView | null>;
  chat: Chat;
  /** Absent until stage 3 is here. */
  parts: ChatParts | undefined;
  /** Absent until somebody goes there. */
  Home: ComponentType<HomeProps> | undefined;
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

const GREETING = 'How can we help?';

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
    const { chat, connection } = this.props;
    const view = chat.thread();
    const waiting = view.outbox.some((item) => item.state.state === 'queued' || item.state.state === 'sending');
    if (this.state.refused) return this.state.refused;
    if (view.blocked) return view.blocked === 'upgrade_needed' ? 'Please reload this page.' : 'This conversation is gone.';
    const lost = connection === 'offline' ? (navigator.onLine ? 'Reconnecting…' : 'You are offline. Messages wait here.') : '';
    return !view.durable && waiting ? `${lost} Keep this page open until sent.`.trim() : lost;
  }

  override render({ chat, parts, Home, host, dark, modal, open, accent, draft, save, begin }: PanelProps, _state: unknown) {
    const { settings } = host;
    const view = chat.thread();
    const home = chat.view() === 'home';
    const Thread = parts?.Thread ?? FirstThread;
    const started = view.conv || view.outbox.length > 0;
    const agent = home ? '' : (parts?.agentOf(view) ?? '');
    const tall = home || !started;
    const typing = home ? null : chat.typing();
    const notice = this.notice();
    const name = settings.name || 'Chat';
    return (
      <div
        id="panel"
        class={dark ? 'panel dark' : 'panel'}
        role="dialog"
        aria-label="Chat"
        aria-modal={modal || undefined}
        hidden={!open}
        style={{ '--accent': accent || 'var(--tl-brand)' }}
        ref={this.box}
        onKeyDown={this.keys}
      >
        <header class={tall ? 'tall' : ''}>
          {!home && (chat.conversations()[0] || chat.items()) && (
            <button type="button" class="act" aria-label="Back" onClick={() => chat.show('home')}>
              <BackIcon />
            </button>
          )}
          <div class="face" aria-hidden="true">
            {(agent || name).trim().slice(0, 1).toUpperCase()}
          </div>
          <div class="who">
            <h2 tabIndex={-1}>{agent || name}</h2>
            {agent && settings.name && <p>{settings.name}</p>}
          </div>
          <button type="button" class="act" aria-label="Close chat" onClick={host.close}>
            <CloseIcon />
          </button>
          {tall && (
            <p class="greet" dir="auto">
              {settings.greeting || GREETING}
            </p>
          )}
        </header>
        {home
          ? Home && parts && <Home host={host} chat={chat} when={parts.when} begin={begin} />
          : [
              <Thread key={view.convKey} view={view} typing={typing} retry={chat.retry} discard={chat.discard} older={chat.older} />,
              <div key="status" role="status" class={notice ? 'note' : 'vh'}>
                {notice || (typing !== null && `${typing || agent || 'Agent'} is typing`)}
              </div>,
              <Composer
                key="composer"
                self={this.composer}
                placeholder={parts?.isClosed(view) ? 'Write to reopen' : 'Write a message'}
                draft={draft}
                save={save}
                wrote={chat.wrote}
                send={chat.send}
                refused={this.refused}
              />,
            ]}
      </div>
    );
  }
}
