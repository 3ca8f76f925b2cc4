// What is asked after a conversation was closed (W200).
import type { VNode } from 'preact';
import { Toggle } from './fields.js';
import type { WidgetSettingsModel } from './use-widget-settings.js';
import { t } from '../../state/t.js';

export function SurveySection({ model }: { model: WidgetSettingsModel }): VNode {
  const { survey } = model.draft.value.config;
  return (
    <>
      <p class="settings-lead">
        {t('Asked when a conversation is closed: one tap each, skipped as easily, once per conversation. Answers stand in the thread.')}
      </p>
      <div class="toggles">
        <Toggle
          label={t('Satisfaction')}
          hint={t('“How satisfied are you with the help?”, 1 to 5.')}
          on={survey.satisfaction}
          onChange={(satisfaction) => model.configure({ survey: { ...survey, satisfaction } })}
        />
        <Toggle
          label={t('Effort')}
          hint={t('“You made it easy for me to handle my issue”, 1 to 7.')}
          on={survey.effort}
          onChange={(effort) => model.configure({ survey: { ...survey, effort } })}
        />
      </div>
    </>
  );
}
