// Below the thread: the site's form, one line where everything is known, or nothing (W190).
// Invariants: it never covers the thread or takes the focus by itself; what was put off stays away for this conversation.
import { Component } from 'preact';
import type { DetailsBody } from '@throughline/types';
import type { AskProps } from '../seams/later.js';
import { formOf, isTick, knownOf } from './asking.js';
import { locale, t } from '../core/words.js';
import { AskLine } from './AskLine.js';
import { DetailsForm } from './DetailsForm.js';

/** Conversations in which the visitor would rather not; for this page. */
const putOff = new Set<string>();

/** In a sentence: `E-mail` → `e-mail` in English, `IBAN` and German nouns stay. */
function listed(labels: readonly string[]): string {
  const language = locale() ?? 'en';
  const inside = (label: string): string =>
    language.startsWith('en') ? label.replace(/^\p{Lu}(?=[\p{Ll}-])/u, (first) => first.toLowerCase()) : label;
  return new Intl.ListFormat(language).format(labels.map(inside));
}

interface AskState {
  /** `editing`: opened by the visitor, who wants to change what is known. */
  now: 'editing' | 'given' | null;
}

class Asking extends Component<AskProps, AskState> {
  override state: AskState = { now: null };
  private wanted: ReturnType<typeof formOf> = null;

  private readonly later = (): void => {
    putOff.add(this.props.view.convKey);
    this.setState({ now: null });
  };
  private readonly give = async (body: DetailsBody): Promise<boolean> => {
    const { host, told, say } = this.props;
    const taken = await say('details', body);
    if (!taken) return false;
    // The next conversation of this page does not ask again; a consent it does.
    const kept = host.settings.form?.fields.filter(({ type }) => type !== 'consent').map(({ id }) => id);
    for (const { field, value } of body.answers) if (kept?.includes(field)) told[field] = value;
    this.setState({ now: 'given' });
    return true;
  };

  override render(props: AskProps, { now }: AskState) {
    const { host, view, told } = props;
    if (now === 'given') return <AskLine last>{t('Thank you, we have your details.')}</AskLine>;
    // Between the first message's answer and the first page of its log nothing new is known: what somebody is filling in stays.
    if (!view.loading) this.wanted = formOf(props);
    const { wanted } = this;
    if (!wanted || putOff.has(view.convKey)) return null;
    const fields = host.settings.form?.fields ?? [];
    const known = fields.filter((field) => knownOf(field, told));
    if (wanted === 'form' || now)
      return <DetailsForm fields={fields} told={told} first={host.settings.form?.when === 'before'} give={this.give} later={this.later} />;
    const labels = known.filter((field) => !isTick(field) && field.type !== 'choice').map(({ label }) => label);
    return (
      labels[0] && (
        <AskLine>
          {t('We have your {list}', { list: listed(labels) })}
          <button type="button" onClick={() => this.setState({ now: 'editing' })}>
            {t('Change')}
          </button>
        </AskLine>
      )
    );
  }
}

/** One per conversation. */
export const Ask = (props: AskProps) => <Asking key={props.view.convKey} {...props} />;
