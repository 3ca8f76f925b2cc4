// Settings of the widget (§17): what visitors see and are asked, with the real widget beside it. For owners and admins; whoever else gets
// here reads what is missing and who can grant it (K120).
import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { answerWords } from '../../state/answer-words.js';
import { mayAdminister } from '../../state/roles.js';
import { inLanguage, t } from '../../state/t.js';
import type { WidgetSection } from '../../state/route.js';
import { useConsole } from '../console-context.js';
import { AppearanceSection } from './AppearanceSection.js';
import { ChatSection } from './ChatSection.js';
import { FormSection } from './FormSection.js';
import { HoursSection } from './HoursSection.js';
import { InstallSection } from './InstallSection.js';
import { SaveBar } from './SaveBar.js';
import { SurveySection } from './SurveySection.js';
import { WidgetPreview } from './WidgetPreview.js';
import { useStyle } from '../../ui/use-style.js';
import { SETTINGS_STYLE } from './settings-style.js';
import { useWidgetSettings } from './use-widget-settings.js';
import type { WidgetSettingsModel } from './use-widget-settings.js';

const WORDS = inLanguage((): Record<WidgetSection, string> => ({
  install: t('Install'),
  appearance: t('Appearance'),
  chat: t('Chat'),
  hours: t('Hours'),
  form: t('Form'),
  survey: t('Survey'),
}));
const BODIES: Record<WidgetSection, (props: { model: WidgetSettingsModel }) => VNode> = {
  install: InstallSection,
  appearance: AppearanceSection,
  chat: ChatSection,
  hours: HoursSection,
  form: FormSection,
  survey: SurveySection,
};

export function WidgetSettings({ section }: { section: WidgetSection }): VNode {
  const { store } = useConsole();
  useStyle(SETTINGS_STYLE);
  const session = store.session.value;
  const allowed = session.state === 'signed_in' && mayAdminister(session.session.agent.role);
  return (
    <>
      <header class="pane-head page-head">
        <h1>{WORDS()[section]}</h1>
        <span class="section-aside">{t('What visitors of your site see')}</span>
      </header>
      {allowed ? (
        <Settings section={section} />
      ) : (
        <div class="thread-empty">
          <h2>{t('Settings are for admins')}</h2>
          <p>{t('An owner or admin of your site can change them, or make you an admin.')}</p>
        </div>
      )}
    </>
  );
}

function Settings({ section }: { section: WidgetSection }): VNode {
  const model = useWidgetSettings();
  const body = useRef<HTMLDivElement>(null);
  const loaded = model.loaded.value;
  const Body = BODIES[section];
  useEffect(() => {
    body.current?.scrollTo(0, 0);
  }, [section]);
  return (
    <>
      {loaded.state === 'loading' ? (
        <div class="page-body" aria-busy="true">
          <p class="list-note late">{t('Loading the settings…')}</p>
        </div>
      ) : loaded.state === 'failed' ? (
        <div class="thread-empty">
          <h2>{t('The settings could not be loaded')}</h2>
          <p>{answerWords(loaded.code)}</p>
          <button type="button" class="button" onClick={() => void model.load()}>
            {t('Try again')}
          </button>
        </div>
      ) : (
        <div class="page-body settings" ref={body}>
          <form
            class="settings-form"
            aria-label={WORDS()[section]}
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              void model.save();
            }}
          >
            <Body model={model} />
            <SaveBar model={model} />
          </form>
          {section !== 'install' && <WidgetPreview model={model} />}
        </div>
      )}
    </>
  );
}
