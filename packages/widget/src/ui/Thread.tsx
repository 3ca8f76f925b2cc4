// The thread: days, groups of bubbles, lines of the relay, typing dots. Text only; addresses become links as vnodes (S15, W162).
// Invariants: stays at the end unless the visitor scrolled away; older entries arrive without a jump.
import { Component, createRef } from 'preact';
import type { ThreadProps } from '../seams/panel.js';
import { t } from '../core/words.js';
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

export class Thread extends Component<ThreadProps> {
  private readonly box = createRef<HTMLDivElement>();
  private atEnd = true;
  /** Distance from the end, kept while older entries are put in front. */
  private fromEnd = 0;
  private floor = 0;
  private readonly shown = new Set<string>();

  override componentDidMount(): void {
    const box = this.box.current;
    if (box) new ResizeObserver(() => this.settle()).observe(box); // what comes up below it covers nothing that was read
  }
  override componentDidUpdate(): void {
    this.settle();
  }
  private settle(): void {
    const box = this.box.current;
    const { floor } = this.props.view.pub;
    if (box && this.atEnd) box.scrollTop = box.scrollHeight;
    else if (box && floor !== this.floor) box.scrollTop = box.scrollHeight - this.fromEnd;
    this.floor = floor;
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
    const {
      host,
      need,
      later: { rich, files },
    } = this.props;
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
            <div key={bubble.key} dir="auto" class={`bubble ${bubble.state}${at ? '' : ' first'}${this.fresh(bubble.key)}`}>
              <span class="vh">{`${mine ? t('You') : name}, ${clock(bubble.at)}: `}</span>
              {bubble.text && (rich ? <rich.Words text={bubble.text} /> : bubble.text)}
              {bubble.files[0] && (files ? <files.FileList files={bubble.files} host={host} /> : need('files'))}
            </div>,
            (bad || at === last) && (
              <div key={`${bubble.key} meta`} class={bad ? 'meta bad' : 'meta'} role={bad ? 'alert' : undefined}>
                {bad || bubble.state === 'pending'
                  ? t(WHY[bubble.reason] ?? SAID[bubble.state])
                  : clock(bubble.at) + (mine ? ` · ${t(SAID[bubble.state])}` : '')}
                {bad && (
                  <button type="button" class="retry" onClick={() => this.props.retry(bubble.key)}>
                    {t('Retry')}
                  </button>
                )}
                {bad && (
                  <button type="button" class="retry" onClick={() => this.props.discard(bubble.key)}>
                    {t('Discard')}
                  </button>
                )}
              </div>
            ),
          ];
        })}
      </div>
    );
  }

  override render({ view, typing, later: { rich }, pick }: ThreadProps) {
    const rows = transcript(view, dayOf);
    const last = rows.at(-1);
    const labels = last?.type === 'group' ? last.bubbles.at(-1)?.quickReplies : undefined;
    return (
      <div
        class="log"
        role="log"
        aria-label={t('Conversation')}
        aria-live={view.loading ? 'off' : 'polite'}
        tabIndex={0}
        ref={this.box}
        onScroll={this.scrolled}
      >
        {view.pub.floor > 0 && <div class="line">{t('Loading…')}</div>}
        {rows.map((row) => this.row(row))}
        {labels && rich && <rich.QuickReplies labels={labels} pick={pick} />}
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
