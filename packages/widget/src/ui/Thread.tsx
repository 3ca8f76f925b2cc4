// The thread: days, groups of bubbles, lines of the relay, typing dots. Text only; addresses become links as vnodes (S15, W162).
// Invariants: stays at the end unless the visitor scrolled away; older entries arrive without a jump.
import { Component, createRef } from 'preact';
import type { ComponentChildren } from 'preact';
import type { ThreadProps } from '../seams/panel.js';
import { linkify } from '../core/linkify.js';
import { transcript } from '../core/transcript.js';
import type { Bubble, Row } from '../core/transcript.js';
import { clock, dayName, dayOf } from './times.js';

const NEAR_PX = 48; // this close to the end counts as being there
const SAID: Record<Bubble['state'], string> = {
  pending: 'Sending…',
  sent: 'Sent',
  read: 'Read',
  held: 'Written a while ago',
  failed: 'Not sent',
};
const WHY: Record<string, string> = { too_long: 'Too long', expired: 'Not sent in time' };

const words = (text: string): ComponentChildren =>
  linkify(text).map((piece) =>
    typeof piece === 'string' ? (
      piece
    ) : (
      <a href={piece.href} target="_blank" rel="noopener noreferrer nofollow ugc">
        {piece.text}
      </a>
    ),
  );

export class Thread extends Component<ThreadProps> {
  private readonly box = createRef<HTMLDivElement>();
  private atEnd = true;
  /** Distance from the end, kept while older entries are put in front. */
  private fromEnd = 0;
  private readonly shown = new Set<string>();

  override componentDidMount(): void {
    this.settle();
  }
  override componentDidUpdate(): void {
    this.settle();
  }
  private settle(): void {
    const box = this.box.current;
    if (box) box.scrollTop = this.atEnd ? box.scrollHeight : box.scrollHeight - this.fromEnd;
  }
  private readonly scrolled = (): void => {
    const box = this.box.current;
    if (!box) return;
    this.fromEnd = box.scrollHeight - box.scrollTop;
    this.atEnd = this.fromEnd - box.clientHeight < NEAR_PX;
    if (box.scrollTop < NEAR_PX && this.props.view.pub.floor > 0) this.props.older();
  };

  /** Only what comes after the first drawing moves in. */
  private fresh(key: string): string {
    const known = this.shown.has(key);
    this.shown.add(key);
    return known || !this.box.current ? '' : ' fresh';
  }

  private row(row: Row) {
    if (row.type === 'day')
      return (
        <div class="day" key={row.key}>
          {dayName(row.at)}
        </div>
      );
    if (row.type === 'line')
      return (
        <div class="line" key={row.key}>
          {row.text}
        </div>
      );
    const { mine, name, bubbles } = row;
    const last = bubbles.length - 1;
    return (
      <div class={mine ? 'group mine' : 'group'} key={row.key}>
        {!mine && name && (
          <div class="name" aria-hidden="true">
            {name}
          </div>
        )}
        {bubbles.map((bubble, at) => {
          const bad = bubble.state === 'failed' || bubble.state === 'held';
          return [
            <div
              key={bubble.key}
              dir="auto"
              class={`bubble ${bubble.state}${at ? '' : ' first'}${at < last ? '' : ' last'}${this.fresh(bubble.key)}`}
            >
              <span class="vh">{`${mine ? 'You' : name}, ${clock(bubble.at)}: `}</span>
              {words(bubble.text)}
            </div>,
            (bad || at === last) && (
              <div key={`${bubble.key} meta`} class={bad ? 'meta bad' : 'meta'} role={bad ? 'alert' : undefined}>
                {bad || bubble.state === 'pending'
                  ? (WHY[bubble.reason] ?? SAID[bubble.state])
                  : clock(bubble.at) + (mine ? ` · ${SAID[bubble.state]}` : '')}
                {bad && (
                  <button type="button" class="retry" onClick={() => this.props.retry(bubble.key)}>
                    Retry
                  </button>
                )}
                {bad && (
                  <button type="button" class="retry" onClick={() => this.props.discard(bubble.key)}>
                    Discard
                  </button>
                )}
              </div>
            ),
          ];
        })}
      </div>
    );
  }

  override render({ view, typing }: ThreadProps) {
    return (
      <div
        class="log"
        role="log"
        aria-label="Conversation"
        aria-live={view.loading ? 'off' : 'polite'}
        tabIndex={0}
        ref={this.box}
        onScroll={this.scrolled}
      >
        {view.pub.floor > 0 && <div class="line">Loading…</div>}
        {transcript(view, dayOf).map((row) => this.row(row))}
        {typing !== null && (
          <div class="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </div>
        )}
      </div>
    );
  }
}
