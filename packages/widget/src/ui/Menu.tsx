// The "more" button of the header and what it opens: a menu, or the code that takes the conversation elsewhere (W126, W192, W211).
// Invariants: arrow keys move, Esc closes it and not the panel; it closes when the focus goes elsewhere.
import { Component, createRef } from 'preact';
import { t } from '../core/words.js';
import { askToNotify, mayOffer } from '../notify.js';
import { hideLauncher, moveLauncher } from '../launcher-place.js';
import { canSave } from '../save-text.js';
import { saveConversation } from '../save-conversation.js';
import type { MenuProps } from '../seams/later.js';
import { Elsewhere } from './Elsewhere.js';

type Shown = '' | 'menu' | 'elsewhere';

export class Menu extends Component<MenuProps, { shown: Shown }> {
  override state: { shown: Shown } = { shown: '' };
  private readonly box = createRef<HTMLDivElement>();
  private readonly opener = createRef<HTMLButtonElement>();

  private items(): HTMLElement[] {
    return [...(this.box.current?.querySelectorAll<HTMLElement>('[role^=menuitem],.else-box button') ?? [])];
  }
  override componentDidUpdate(_: MenuProps, { shown }: { shown: Shown }): void {
    if (shown !== this.state.shown && this.state.shown) this.items()[0]?.focus();
  }
  private readonly show = (shown: Shown): void => {
    this.opener.current?.focus(); // an entry that goes away with the focus in it would look like a visitor who left
    this.setState({ shown });
  };
  private readonly left = (event: FocusEvent): void => {
    const { current } = this.box;
    if (this.state.shown && !(event.relatedTarget instanceof Node && current?.contains(event.relatedTarget))) this.setState({ shown: '' });
  };
  private readonly keys = (event: KeyboardEvent): void => {
    const { shown } = this.state;
    const { key } = event;
    if (!shown) {
      if (key === 'ArrowDown') this.show('menu');
      return;
    }
    if (key === 'Escape') {
      event.stopPropagation();
      return this.show('');
    }
    if (shown !== 'menu') return;
    const items = this.items();
    const now = items.findIndex((item) => item === this.box.current?.querySelector(':focus'));
    const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: -1 }[key];
    if (next === undefined) return;
    event.preventDefault();
    items.at(next % items.length)?.focus();
  };

  /** An entry that does something and closes the menu. */
  private entry(label: string, act: () => unknown) {
    const pressed = (): void => {
      this.show('');
      act();
    };
    return (
      <button type="button" role="menuitem" tabIndex={-1} onClick={pressed}>
        {label}
      </button>
    );
  }
  private menu() {
    const { host, chat, extras } = this.props;
    const { settings, launcher } = host;
    const view = chat.thread();
    return (
      <div class="menu" role="menu" aria-label={t('More')}>
        {settings.sound !== false && (
          <button type="button" role="menuitemcheckbox" tabIndex={-1} aria-checked={extras.sound} onClick={() => extras.hush(extras.sound)}>
            {t('Sound')}
          </button>
        )}
        {view.conv && mayOffer(host) && this.entry(t('Notify me of answers'), () => void askToNotify(host))}
        {view.pub.entries.length > 0 &&
          settings.transcript !== false &&
          canSave() &&
          this.entry(t('Save conversation as text'), () => void saveConversation(chat, settings.name))}
        {view.conv && (
          <button type="button" role="menuitem" tabIndex={-1} onClick={() => this.show('elsewhere')}>
            {t('Continue on another device')}
          </button>
        )}
        {!launcher.button.hidden && this.entry(t('Move to the other side'), () => moveLauncher(host))}
        {!launcher.button.hidden && this.entry(t('Hide the chat button for this visit'), () => hideLauncher(host))}
        {settings.policyUrl && (
          <a role="menuitem" tabIndex={-1} href={settings.policyUrl} target="_blank" rel="noopener noreferrer">
            {t('Privacy')}
          </a>
        )}
      </div>
    );
  }

  override render({ host, chat }: MenuProps, { shown }: { shown: Shown }) {
    const { conv } = chat.thread();
    return (
      <div class="more" ref={this.box} onKeyDown={this.keys} onBlurCapture={this.left}>
        <button
          type="button"
          class="act"
          aria-label={t('More')}
          aria-haspopup="menu"
          aria-expanded={shown !== ''}
          ref={this.opener}
          onClick={() => this.show(shown ? '' : 'menu')}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M12 6h.01M12 12h.01M12 18h.01" />
          </svg>
        </button>
        {shown === 'menu' && this.menu()}
        {shown === 'elsewhere' && conv && <Elsewhere host={host} conv={conv} close={() => this.show('')} />}
      </div>
    );
  }
}
