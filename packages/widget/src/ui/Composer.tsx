// Where the visitor writes. Invariants: text leaves the field only once the outbox has it (P60, P83); Enter sends, but never while an
// input method composes (W125); the draft survives a page change once the visitor may be remembered (W53).
import { Component, createRef } from 'preact';
import type { RefObject } from 'preact';
import { limits, utf8Bytes } from '@throughline/types';
import { SendIcon } from './icons.js';

export interface ComposerProps {
  /** Told who it is once it is there: `ref` on a component is a plain property in Preact 11. */
  self: RefObject<Composer | null>;
  placeholder: string;
  draft: string;
  save(draft: string): void;
  wrote(on: boolean): void;
  /** False: not taken. */
  send(text: string): Promise<boolean>;
  /** Told to the visitor. */
  refused(why: string): void;
}

export class Composer extends Component<ComposerProps, { empty: boolean }> {
  override state = { empty: !this.props.draft.trim() };
  private readonly field = createRef<HTMLTextAreaElement>();
  private busy = false;

  override componentDidMount(): void {
    this.props.self.current = this;
    this.put(this.props.draft);
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
    const field = this.field.current;
    if (!field) return;
    const { value, style } = field;
    style.height = 'auto';
    style.height = `${field.scrollHeight}px`;
    this.props.save(value);
    this.setState({ empty: !value.trim() });
  };
  private readonly typed = (): void => {
    this.changed();
    this.props.wrote(!this.state.empty);
    this.props.refused('');
  };
  private readonly pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    void this.submit();
  };
  private readonly submit = async (): Promise<void> => {
    const text = this.field.current?.value.trim();
    if (!text || this.busy) return;
    if (utf8Bytes(text) > limits.TEXT_MAX_BYTES) {
      this.props.refused('Too long. Please send it in parts.');
      return;
    }
    this.busy = true; // a double click makes one message (W193)
    this.put('');
    const taken = await this.props.send(text);
    this.busy = false;
    if (!taken) {
      this.put(text);
      this.props.refused('Too many messages are waiting.');
    }
  };

  override render({ placeholder }: ComposerProps, { empty }: { empty: boolean }) {
    return (
      <div class="composer">
        <textarea
          ref={this.field}
          rows={1}
          dir="auto"
          aria-label="Message"
          placeholder={placeholder}
          maxLength={limits.TEXT_MAX_BYTES}
          enterkeyhint="send"
          onInput={this.typed}
          onKeyDown={this.pressed}
        />
        <button type="button" class="send" aria-label="Send" aria-disabled={empty} onClick={() => void this.submit()}>
          <SendIcon />
        </button>
      </div>
    );
  }
}
