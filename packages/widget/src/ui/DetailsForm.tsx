// The site's form: at most five fields, filled with what is known (W190). Invariants: labels are native; an error stands at its field and is
// named by it (3.3.1); the answers stay until they are taken.
import { Component } from 'preact';
import type { DetailsBody, FormField } from '@throughline/types';
import { isTick, knownOf } from './asking.js';
import { ruleOf } from './field-rules.js';
import { t } from '../core/words.js';
import { DetailsField } from './DetailsField.js';

export interface DetailsFormProps {
  fields: readonly FormField[];
  told: Readonly<Record<string, string>>;
  /** Asked before the first message. */
  first: boolean;
  /** False: not taken. */
  give(body: DetailsBody): Promise<boolean>;
  later(): void;
}
interface FormState {
  /** Field id → what is wrong with it. */
  flaws: Readonly<Record<string, string>>;
  refused: boolean;
}
type Input = HTMLInputElement | HTMLSelectElement;

const isInput = (node: unknown): node is Input => node instanceof HTMLInputElement || node instanceof HTMLSelectElement;

function flawOf(field: FormField, { validity, validationMessage }: Input): string {
  const { example } = ruleOf(field);
  if (validity.valid) return '';
  if (validity.valueMissing && !validity.badInput) return isTick(field) ? t('Please tick this to go on.') : t('Please fill this in.');
  return example ? t('Please write it like {example}', { example }) : validationMessage || t('Please fill this in.');
}

export class DetailsForm extends Component<DetailsFormProps, FormState> {
  override state: FormState = { flaws: {}, refused: false };
  private busy = false;

  /** A named error goes when it is mended, and none comes while somebody types. */
  private readonly mended = ({ target }: Event): void => {
    const { flaws } = this.state;
    const field = isInput(target) && flaws[target.name] && this.props.fields.find(({ id }) => id === target.name);
    if (field) this.setState({ flaws: { ...flaws, [field.id]: flawOf(field, target) } });
  };
  private readonly submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { currentTarget: form } = event;
    if (this.busy || !(form instanceof HTMLFormElement)) return; // a double click gives the answers once (W193)
    const { fields, give, later } = this.props;
    const flaws: Record<string, string> = {};
    const answers: DetailsBody['answers'] = [];
    let wrong: Input | undefined;
    for (const field of fields) {
      const { id, label, type } = field;
      const input = form.elements.namedItem(id);
      if (!isInput(input)) continue;
      flaws[id] = flawOf(field, input);
      if (flaws[id]) wrong ??= input;
      const ticked = input instanceof HTMLInputElement && input.checked;
      const value = isTick(field) ? (ticked ? 'yes' : type === 'checkbox' ? 'no' : '') : input.value.trim();
      if (value) answers.push({ field: id, label, value });
    }
    this.setState({ flaws, refused: false });
    if (wrong) return wrong.focus();
    if (!answers[0]) return later();
    this.busy = true;
    const taken = await give({ answers });
    this.busy = false;
    this.setState({ refused: !taken });
  };

  override render({ fields, told, first, later }: DetailsFormProps, { flaws, refused }: FormState) {
    const some = fields.some(({ required }) => required);
    return (
      <form
        class={first ? 'ask first' : 'ask'}
        noValidate
        aria-labelledby="ask-title"
        onInput={this.mended}
        onSubmit={(event) => void this.submit(event)}
      >
        <h3 id="ask-title">{first ? t('Before we start') : t('So that nobody has to ask you again')}</h3>
        {fields.map((field) => (
          <DetailsField
            key={field.id}
            field={field}
            known={knownOf(field, told)}
            flaw={flaws[field.id] ?? ''}
            optional={some && !field.required}
          />
        ))}
        {refused && (
          <p class="flaw" role="alert">
            {t('Too many messages are waiting.')}
          </p>
        )}
        <div class="ask-foot">
          {!(first && some) && (
            <button type="button" class="quiet" onClick={later}>
              {t('Not now')}
            </button>
          )}
          <button type="submit" class="go">
            {first ? t('Continue') : t('Send')}
          </button>
        </div>
      </form>
    );
  }
}
