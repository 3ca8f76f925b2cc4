// What the visitor thought of it (W200): satisfaction and effort, one tap each, a comment if they like. Invariants: a tap counts without
// "Done", a moment later, so that arrow keys may pass over answers; a comment leaves only with "Done"; "Skip" is always there.
import { Component, createRef } from 'preact';
import type { SurveyBody } from '@throughline/types';
import { isOver } from '../core/said.js';
import { surveyDue } from './survey-due.js';
import { t } from '../core/words.js';
import type { AskProps } from '../seams/later.js';
import type { PanelHost } from '../seams/panel.js';
import { AskLine } from './AskLine.js';

interface QuestionsProps {
  host: PanelHost;
  conv: string;
  /** A later one replaces an earlier one. False: not taken. */
  say(body: SurveyBody): Promise<boolean>;
}
type Answers = Pick<SurveyBody, 'satisfaction' | 'effort'>;
interface SurveyState {
  answers: Answers;
  /** What is said when it is over. */
  end: string;
}

const SETTLED_MS = 1_500; // everything is answered
const PARTLY_MS = 8_000; // another answer may follow

const face = (point: number) => (
  <svg viewBox="0 0 24 24">
    <circle cx="12" cy="12" r="10" />
    <path d={`M8.8 9v.8M15.2 9v.8M7.8 ${16.4 - point * 0.6}q4.2 ${(point - 3) * 2.2} 8.4 0`} />
  </svg>
);

class Questions extends Component<QuestionsProps, SurveyState> {
  override state: SurveyState = { answers: {}, end: '' };
  private readonly comment = createRef<HTMLTextAreaElement>();
  private unsaid = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  override componentDidMount(): void {
    this.remember(this.props.conv);
    document.addEventListener('visibilitychange', this.hidden);
  }
  override componentWillUnmount(): void {
    document.removeEventListener('visibilitychange', this.hidden);
    this.flush();
  }
  /** Asked now; @param conv where that goes on, empty: it is over */
  private remember(conv: string): void {
    this.props.host.keep.set('asked', `${Date.now()} ${conv}`);
  }
  private readonly hidden = (): void => {
    if (document.hidden) this.flush();
  };
  private readonly flush = (): void => {
    clearTimeout(this.timer);
    if (this.unsaid) void this.tell(this.state.answers);
  };
  private async tell(body: SurveyBody): Promise<void> {
    this.unsaid = false;
    this.unsaid = !(await this.props.say(body)); // the next answer, or leaving, tries again
  }
  private readonly pick = (more: Answers): void => {
    const answers = { ...this.state.answers, ...more };
    const { satisfaction, effort } = this.props.host.settings.survey ?? {};
    this.setState({ answers });
    this.unsaid = true;
    clearTimeout(this.timer);
    const whole = (answers.satisfaction || !satisfaction) && (answers.effort || !effort);
    this.timer = setTimeout(this.flush, whole ? SETTLED_MS : PARTLY_MS);
  };
  private readonly done = (): void => {
    const comment = this.comment.current?.value.trim();
    if (comment) void this.tell({ ...this.state.answers, comment });
    this.over(t('Thank you. That helps us do better.'));
  };
  private readonly skip = (): void => {
    this.unsaid = false;
    this.over(t('Skipped'));
  };
  private over(end: string): void {
    this.flush();
    this.remember('');
    this.setState({ end });
  }

  private scale(name: keyof Answers, points: number, question: string, low: string, high: string) {
    const { [name]: value } = this.state.answers;
    return (
      <fieldset>
        <legend>{question}</legend>
        <div class="points">
          {Array.from({ length: points }, (_, at) => at + 1).map((point) => (
            <label>
              <input
                type="radio"
                name={name}
                checked={value === point}
                aria-label={`${point}${point > 1 ? (point < points ? '' : `, ${high}`) : `, ${low}`}`}
                onChange={() => this.pick({ [name]: point })}
              />
              <span aria-hidden="true">{points < 7 ? face(point) : point}</span>
            </label>
          ))}
        </div>
        <div class="points ends" aria-hidden="true">
          <span>{low}</span>
          <span>{high}</span>
        </div>
      </fieldset>
    );
  }

  override render({ host }: QuestionsProps, { answers, end }: SurveyState) {
    const { satisfaction, effort } = host.settings.survey ?? {};
    if (end) return <AskLine last>{end}</AskLine>;
    return (
      <section class="ask" aria-labelledby="ask-title">
        <div class="ask-foot">
          <h3 id="ask-title">{t('How did we do?')}</h3>
          <button type="button" class="quiet" onClick={this.skip}>
            {t('Skip')}
          </button>
        </div>
        {satisfaction &&
          this.scale(
            'satisfaction',
            5,
            t('How satisfied are you with the help you received?'),
            t('Very dissatisfied'),
            t('Very satisfied'),
          )}
        {effort &&
          this.scale('effort', 7, t('The help I received made it easy to handle my issue'), t('Strongly disagree'), t('Strongly agree'))}
        {(answers.satisfaction || answers.effort) && (
          <>
            <div class="field">
              <label for="ask-comment">{t('Anything to add?')}</label>
              <textarea id="ask-comment" rows={2} dir="auto" maxLength={2_000} ref={this.comment} />
            </div>
            <div class="ask-foot">
              <button type="button" class="go" onClick={this.done}>
                {t('Done')}
              </button>
            </div>
          </>
        )}
      </section>
    );
  }
}

/** Once asked, the questions stay until the conversation goes on. */
class Due extends Component<AskProps> {
  private asked = false;

  override render(props: AskProps) {
    const { host, view, say } = props;
    this.asked = isOver(view) && (this.asked || surveyDue(props, Date.now()));
    return this.asked && <Questions host={host} conv={String(view.conv)} say={(body) => say('survey', body)} />;
  }
}

/** One per conversation. */
export const Survey = (props: AskProps) => <Due key={props.view.convKey} {...props} />;
