// Answers to press instead of typing (W160). A double press sends one message (W193).
import { Component } from 'preact';
import { t } from '../core/words.js';

export interface QuickRepliesProps {
  labels: readonly string[];
  pick(label: string): void;
}

export class QuickReplies extends Component<QuickRepliesProps> {
  /** The row one of whose labels was pressed. */
  private pressed = '';

  private readonly press = (label: string): void => {
    const row = this.props.labels.join('\n');
    if (row === this.pressed) return;
    this.pressed = row;
    this.props.pick(label);
  };

  override render({ labels }: QuickRepliesProps) {
    return (
      <div class="quick" role="group" aria-label={t('Suggested answers')}>
        {labels.map((label) => (
          <button type="button" key={label} dir="auto" onClick={() => this.press(label)}>
            {label}
          </button>
        ))}
      </div>
    );
  }
}
