// A pane that throws says so in its place, with an id that stands in the browser's log too; the other panes live on (K120).
import { Component } from 'preact';
import type { ComponentChildren } from 'preact';
import { t } from '../state/t.js';

export interface PaneGuardProps {
  /** What the pane shows: with another conversation or page it is tried anew. */
  of?: string | null;
  children: ComponentChildren;
}
interface GuardState {
  /** Of what was thrown last; null while the pane is well. */
  errorId: string | null;
}

/** Invariant: drafts and what is on its way are kept outside the panes, so nothing written goes with one. */
export class PaneGuard extends Component<PaneGuardProps, GuardState> {
  override state: GuardState = { errorId: null };

  override componentDidCatch(error: unknown): void {
    const errorId = crypto.randomUUID().slice(0, 8);
    console.error(`a part of the console failed (${errorId})`, error);
    this.setState({ errorId });
  }

  override componentDidUpdate(before: PaneGuardProps): void {
    if (before.of !== this.props.of && this.state.errorId !== null) this.setState({ errorId: null });
  }

  override render({ children }: PaneGuardProps, { errorId }: GuardState) {
    if (errorId === null) return children;
    return (
      <div class="thread-empty" role="alert">
        <h2>{t('This part of the page failed')}</h2>
        <p>{t('Nothing you wrote is lost, and the rest goes on. Error {id}.', { id: errorId })}</p>
        <button type="button" class="button" onClick={() => this.setState({ errorId: null })}>
          {t('Try again')}
        </button>
      </div>
    );
  }
}
