// What the page "Widget" edits: what the relay has, the draft beside it, and the save. The draft outlives the page, so looking something up
// elsewhere in the console loses nothing; leaving the console with unsaved changes asks (K105).
import { computed, effect, signal } from '@preact/signals';
import type { ReadonlySignal, Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { HttpErrorCode } from '@throughline/types';
import type { Answer } from '../../state/answer.js';
import { t } from '../../state/t.js';
import { unsavedRegister } from '../../state/settings-unsaved.js';
import { changesOf, draftOf, isChanged, seenBy } from '../../state/widget-draft.js';
import type { DraftChanges, WidgetDraft } from '../../state/widget-draft.js';
import { flawsOf } from '../../state/widget-draft-flaws.js';
import type { Flaws } from '../../state/widget-draft-flaws.js';
import type { Console } from '../console-context.js';
import { useConsole } from '../console-context.js';

export type Loaded = { state: 'loading' } | { state: 'failed'; code: HttpErrorCode | 'network' } | { state: 'ready' };

export interface WidgetSettingsModel {
  loaded: Signal<Loaded>;
  draft: Signal<WidgetDraft>;
  changes: ReadonlySignal<DraftChanges>;
  changed: ReadonlySignal<boolean>;
  flaws: ReadonlySignal<Flaws>;
  /** Flaws are shown once somebody tried to save, or left the field. */
  touched: Signal<ReadonlySet<string>>;
  saving: Signal<boolean>;
  problem: Signal<HttpErrorCode | 'network' | null>;
  edit(change: Partial<WidgetDraft>): void;
  configure(change: Partial<WidgetDraft['config']>): void;
  touch(field: string): void;
  discard(): void;
  load(): Promise<void>;
  /** False when something cannot be saved, or was not. `conflict`: somebody changed the same since, and nothing of theirs is lost. */
  save(): Promise<boolean>;
  takeTheirs(): Promise<void>;
  /** Saves the draft over what they saved. */
  putMineOnTop(): Promise<boolean>;
}

/** Until the relay answered: nothing of it is shown. */
const BLANK: WidgetDraft = {
  name: '',
  origins: '',
  timezone: '',
  hours: null,
  holidays: [],
  config: {
    greeting: '',
    color: '',
    position: 'end',
    locale: 'en',
    texts: {},
    form: { when: 'never', fields: [] },
    survey: { satisfaction: true, effort: true },
    files: true,
    sound: true,
    titleBadge: true,
    notifications: false,
    transcript: true,
    showHours: false,
  },
};

export function createWidgetSettings({ actions, store }: Pick<Console, 'actions' | 'store'>): WidgetSettingsModel {
  const saved = signal(BLANK);
  const draft = signal(BLANK);
  const loaded = signal<Loaded>({ state: 'loading' });
  const saving = signal(false);
  const problem = signal<HttpErrorCode | 'network' | null>(null);
  const touched = signal<ReadonlySet<string>>(new Set());
  const changes = computed(() => changesOf(saved.value, draft.value));
  const changed = computed(() => isChanged(changes.value));
  const flaws = computed(() => flawsOf(draft.value));
  effect(() => unsavedRegister(store).mark('widget', changed.value, () => (draft.value = saved.peek())));

  async function read(): Promise<Answer<WidgetDraft>> {
    const [site, config, settings] = await Promise.all([
      actions.ask((api) => api.site()),
      actions.ask((api) => api.widget()),
      actions.ask((api) => api.siteSettings()),
    ]);
    if (!site.ok) return site;
    if (!config.ok) return config;
    if (!settings.ok) return settings;
    return { ok: true, value: draftOf(site.value, config.value, settings.value) };
  }
  async function load(): Promise<void> {
    if (changed.value) return; // what is being changed stays
    if (loaded.value.state === 'failed') loaded.value = { state: 'loading' };
    const answer = await read();
    if (changed.value) return;
    if (!answer.ok) {
      loaded.value = { state: 'failed', code: answer.code };
      return;
    }
    saved.value = answer.value;
    draft.value = answer.value;
    loaded.value = { state: 'ready' };
  }
  /** The relay has this now. */
  function took(part: Partial<WidgetDraft>): void {
    saved.value = { ...saved.value, ...part };
    draft.value = { ...draft.value, ...part };
  }
  /** One after the other: a refusal leaves the rest unsent, and what was taken counts as saved. */
  async function send(wanted: DraftChanges, onTop: boolean): Promise<HttpErrorCode | 'network' | null> {
    const { site, config, settings } = wanted;
    const seen = seenBy(saved.value, wanted);
    if (Object.keys(site).length > 0) {
      const answer = await actions.ask((api) => api.changeSite(onTop ? site : { ...site, was: seen.site }));
      if (!answer.ok) return answer.code;
      took({ name: answer.value.name, origins: answer.value.origins.join('\n') });
    }
    if (Object.keys(config).length > 0) {
      const answer = await actions.ask((api) => api.changeWidget(onTop ? config : { ...config, was: seen.config }));
      if (!answer.ok) return answer.code;
      took({ config: answer.value });
    }
    if (Object.keys(settings).length > 0) {
      const answer = await actions.ask((api) => api.changeSiteSettings(onTop ? settings : { ...settings, was: seen.settings }));
      if (!answer.ok) return answer.code;
      const { timezone, hours = null, holidays } = answer.value;
      took({ timezone, hours, holidays });
    }
    return null;
  }
  async function save(onTop = false): Promise<boolean> {
    if (saving.value) return false;
    touched.value = new Set(flaws.value.keys());
    if (flaws.value.size > 0) return false;
    saving.value = true;
    problem.value = await send(changes.value, onTop);
    saving.value = false;
    if (problem.value !== null) return false;
    touched.value = new Set();
    store.status.value = t('Saved');
    return true;
  }
  function discard(): void {
    draft.value = saved.value;
    touched.value = new Set();
    problem.value = null;
  }
  return {
    loaded,
    draft,
    changes,
    changed,
    flaws,
    touched,
    saving,
    problem,
    load,
    save: () => save(),
    edit: (change) => (draft.value = { ...draft.value, ...change }),
    configure: (change) => (draft.value = { ...draft.value, config: { ...draft.value.config, ...change } }),
    touch: (field) => {
      touched.value = new Set([...touched.value, field]);
    },
    discard,
    takeTheirs: async () => {
      discard();
      await load();
    },
    putMineOnTop: () => save(true),
  };
}

let kept: { agentId: string; model: WidgetSettingsModel } | null = null;

/** The model of whoever is signed in; another person starts anew. */
export function useWidgetSettings(): WidgetSettingsModel {
  const console_ = useConsole();
  const agentId = console_.store.agentId.value;
  if (kept?.agentId !== agentId) kept = { agentId, model: createWidgetSettings(console_) };
  const { model } = kept;
  useEffect(() => {
    void model.load();
  }, [model]);
  return model;
}
