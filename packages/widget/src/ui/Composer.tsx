// Where the visitor writes. Invariants: a text stays the draft until the outbox has it, so a tab closed at that moment shows it again
// (P3, P60, P83); Enter sends, but never while an input method composes (W125); the draft survives a page change once the visitor may be
// remembered (W53).
import { Component, createRef } from 'preact';
import type { ComponentType, RefObject } from 'preact';
import { limits, utf8Bytes } from '@throughline/types';
import type { FileRef } from '@throughline/types';
import { t } from '../core/words.js';
import type { AttachProps, Tray } from '../seams/later.js';
import type { PanelHost } from '../seams/panel.js';
import { SendIcon } from './icons.js';

export interface ComposerProps {
  /** Told who it is once it is there: `ref` on a component is a plain property in Preact 11. */
  self: RefObject<Composer | null>;
  /** The panel. */
  box: RefObject<HTMLElement | null>;
  host: PanelHost;
  /** Absent until it is here, or where the site wants no files. */
  Attach: ComponentType<AttachProps> | undefined;
  placeholder: string;
  draft: string;
  save(draft: string): void;
  wrote(on: boolean): void;
  /** False: not taken. */
  send(text: string, files?: readonly FileRef[]): Promise<boolean>;
  /** Told to the visitor. */
  refused(why: string): void;
}

export class Composer extends Component<ComposerProps, { empty: boolean }> {
  override state = { empty: !this.props.draft.trim() };
  private readonly field = createRef<HTMLTextAreaElement>();
  private readonly tray = createRef<Tray | null>();
  private busy = false;

  override componentDidMount(): void {
    this.props.self.current = this;
    this.put(this.props.draft);
  }
  override componentWillUnmount(): void {
    this.props.self.current = null;
  }
  focus(): void {
    this.field.current?.focus({ preventScroll: true });
  }
  put(text: string): void {
    const field = this.field.current;
    if (!field) return;
    field.value = text;
    this.changed();
  }
  private readonly changed = (): void => {
    this.drawn();
    this.props.save(this.field.current?.value ?? '');
  };
  private readonly drawn = (): void => {
    const field = this.field.current;
    if (!field) return;
    const { value, style } = field;
    style.height = 'auto';
    style.height = `${field.scrollHeight}px`;
    this.setState({ empty: !value.trim() && !this.files()[0] });
  };
  private readonly files = (): readonly FileRef[] => this.tray.current?.ready() ?? [];
  private readonly typed = (): void => {
    this.changed();
    this.props.wrote(!!this.field.current?.value.trim());
    this.props.refused('');
  };
  private readonly pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    void this.submit();
  };
  private readonly submit = async (): Promise<void> => {
    const field = this.field.current;
    const text = field?.value.trim();
    const files = this.files();
    if (!field || text === undefined || (!text && !files[0]) || this.busy) return;
    if (utf8Bytes(text) > limits.TEXT_MAX_BYTES) {
      this.props.refused(t('Too long. Please send it in parts.'));
      return;
    }
    this.busy = true; // a double click makes one message (W193)
    field.value = '';
    this.drawn();
    const taken = await this.props.send(text, files);
    this.busy = false;
    if (taken) {
      this.tray.current?.sent(files);
      this.props.save(field.value);
    } else {
      this.put(text);
      this.props.refused(t('Too many messages are waiting.'));
    }
  };

  override render({ placeholder, Attach, host, box }: ComposerProps, { empty }: { empty: boolean }) {
    return (
      <div class="composer">
        {Attach && <Attach self={this.tray} {...{ host, box }} changed={this.drawn} />}
        <textarea
          ref={this.field}
          rows={1}
          dir="auto"
          aria-label={t('Message')}
          placeholder={placeholder}
          maxLength={limits.TEXT_MAX_BYTES}
          enterkeyhint="send"
          onInput={this.typed}
          onKeyDown={this.pressed}
        />
        <button type="button" class="send" aria-label={t('Send')} aria-disabled={empty} onClick={() => void this.submit()}>
          <SendIcon />
        </button>
      </div>
    );
  }
}
