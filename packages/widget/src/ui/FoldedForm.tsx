// A question to the relay behind one line of text: opened, filled in, and answered in words beneath.
import { Component } from 'preact';
import { isFailure } from '../core/failure.js';
import { t } from '../core/words.js';

export interface FoldedFormProps {
  summary: string;
  fields: readonly { name: string; label: string; max: number; complete: string; given?: string }[];
  button: string;
  /** Answers what the visitor is told; rejects when there is nothing to tell. @param values in the order of `fields`, none empty */
  ask(values: string[]): Promise<string>;
  /** Said after every refusal alike, so that nobody learns from it (C40, CH37). */
  missed: string;
}

export class FoldedForm extends Component<FoldedFormProps, { said: string; busy: boolean }> {
  override state = { said: '', busy: false };

  private readonly ask = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { fields, ask, missed } = this.props;
    if (!(event.currentTarget instanceof HTMLFormElement) || this.state.busy) return;
    const form = new FormData(event.currentTarget);
    const values = fields.map(({ name }) => String(form.get(name) ?? '').trim());
    if (values.includes('')) return;
    this.setState({ said: '', busy: true });
    const said = await ask(values).catch((error: unknown) =>
      isFailure(error) && error.code === 'rate_limited' ? t('Too many tries. Please wait a while.') : missed,
    );
    this.setState({ said, busy: false });
  };

  override render({ summary, fields, button }: FoldedFormProps, { said, busy }: { said: string; busy: boolean }) {
    return (
      <details class="lookup" open={fields.some(({ given }) => given)}>
        <summary>{summary}</summary>
        <form onSubmit={(event) => void this.ask(event)}>
          {fields.map(({ name, label, max, complete, given }) => (
            <label key={name}>
              {label}
              <input name={name} required maxLength={max} autocomplete={complete} defaultValue={given} />
            </label>
          ))}
          <button type="submit" aria-disabled={busy}>
            {button}
          </button>
        </form>
        <p role="status">{said}</p>
      </details>
    );
  }
}
