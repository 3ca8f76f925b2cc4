// Saving is explicit and says what will change for visitors (K105). It stands at the end of every section and stays on screen while
// something is unsaved.
import type { VNode } from 'preact';
import { answerWords } from '../../state/answer-words.js';
import type { DraftChanges } from '../../state/widget-draft.js';
import type { WidgetSettingsModel } from './use-widget-settings.js';
import { inLanguage, listed, t } from '../../state/t.js';

const NAMES = inLanguage((): Record<string, string> => ({
  name: t('name'),
  origins: t('allowed pages'),
  greeting: t('greeting'),
  color: t('colour'),
  position: t('position'),
  locale: t('language'),
  texts: t('texts'),
  policyUrl: t('privacy policy'),
  form: t('form'),
  survey: t('survey'),
  files: t('files'),
  sound: t('sound'),
  titleBadge: t('title'),
  notifications: t('notifications'),
  transcript: t('transcript'),
  showHours: t('showing hours'),
  timezone: t('time zone'),
  hours: t('opening hours'),
  holidays: t('holidays'),
}));

const namesOf = (changes: DraftChanges): string =>
  listed(
    Object.values(changes)
      .flatMap((part) => Object.keys(part))
      .map((key) => NAMES()[key] ?? key),
  );

export function SaveBar({ model }: { model: WidgetSettingsModel }): VNode | null {
  const { changed, saving, problem, flaws, touched } = model;
  if (!changed.value && problem.value === null) return null;
  const conflict = problem.value === 'conflict';
  const blocked = [...touched.value].some((field) => flaws.value.has(field));
  return (
    <div class="save-bar" role="region" aria-label={t('Unsaved changes')}>
      <div class="save-words">
        {conflict ? (
          <p class="field-error" role="alert">
            {t('Somebody else changed this meanwhile. Nothing of yours was saved, and nothing is lost.')}
          </p>
        ) : problem.value !== null ? (
          <p class="field-error" role="alert">
            {t('Not saved. {why}', { why: answerWords(problem.value) })}
          </p>
        ) : blocked ? (
          <p class="field-error" role="alert">
            {t('Something above can’t be saved yet.')}
          </p>
        ) : (
          <p>
            <b>{t('Unsaved:')}</b> {namesOf(model.changes.value)}
          </p>
        )}
        <p class="save-sub">{t('Visitors get it with their next page, after five minutes at most.')}</p>
      </div>
      {conflict ? (
        <>
          <button type="button" class="button" onClick={() => void model.takeTheirs()}>
            {t('Take theirs')}
          </button>
          <button type="button" class="button button-primary" aria-disabled={saving.value} onClick={() => void model.putMineOnTop()}>
            {t('Put mine on top')}
          </button>
        </>
      ) : (
        <>
          <button type="button" class="button" onClick={model.discard}>
            {t('Discard')}
          </button>
          <button type="submit" class="button button-primary" aria-disabled={saving.value}>
            {saving.value ? t('Saving…') : t('Save')}
          </button>
        </>
      )}
    </div>
  );
}
