// One settings object being edited: the draft, what is wrong with it, and the save. The draft outlives the page, so looking something up loses
// nothing (K105). A save names the version it was made on; when somebody was faster, both are shown and nothing is lost.
import { computed, effect, signal } from '@preact/signals';
import type { ReadonlySignal, Signal } from '@preact/signals';
import type { HttpErrorCode, SettingsDoc, SettingsObject } from '@throughline/types';
import type { Answer } from '../../state/answer.js';
import type { PageKind } from '../../state/settings-api.js';
import { t } from '../../state/t.js';
import { unsavedRegister } from '../../state/settings-unsaved.js';
import type { Console } from '../console-context.js';
import { useConsole } from '../console-context.js';
import { same } from '../../state/same.js';

/** Name of a field → what is wrong with it, in words. */
export type DocFlaws = ReadonlyMap<string, string>;

export interface Editor<K extends PageKind> {
  /** Null: a new one. */
  id: string | null;
  /** As the relay had it last. */
  known(): SettingsObject<K> | null;
  /** It is not there any more. */
  removed(): void;
  kind: K;
  doc: Signal<SettingsDoc<K>>;
  changed: ReadonlySignal<boolean>;
  flaws: ReadonlySignal<DocFlaws>;
  touched: Signal<ReadonlySet<string>>;
  saving: Signal<boolean>;
  problem: Signal<HttpErrorCode | 'network' | null>;
  /** What somebody else saved meanwhile; `gone`: they removed it. */
  conflict: Signal<SettingsObject<K> | 'gone' | null>;
  edit(change: Partial<SettingsDoc<K>>): void;
  touch(field: string): void;
  discard(): void;
  /** The object as it is now; null when it was not saved. */
  save(): Promise<SettingsObject<K> | null>;
  takeTheirs(): void;
  /** Saves the draft over what they saved. */
  putMineOnTop(): Promise<SettingsObject<K> | null>;
  /** What the relay has now; taken over while nothing is unsaved. */
  follow(object: SettingsObject<K>): void;
  /** Judges what is written from now on by this: other names are taken meanwhile. */
  judgeBy(flawsOf: EditorOptions<K>['flawsOf']): void;
}

export interface EditorOptions<K extends PageKind> {
  kind: K;
  /** What a new one starts with. */
  empty: SettingsDoc<K>;
  flawsOf(doc: SettingsDoc<K>): DocFlaws;
}

export function createEditor<K extends PageKind>(
  { actions, store }: Pick<Console, 'actions' | 'store'>,
  { kind, empty, flawsOf }: EditorOptions<K>,
  object: SettingsObject<K> | null,
): Editor<K> {
  let known = object;
  const saved = signal<SettingsDoc<K>>(object?.doc ?? empty);
  const version = signal(object?.version ?? 0);
  const doc = signal<SettingsDoc<K>>(saved.value);
  const touched = signal<ReadonlySet<string>>(new Set());
  const saving = signal(false);
  const problem = signal<HttpErrorCode | 'network' | null>(null);
  const conflict = signal<SettingsObject<K> | 'gone' | null>(null);
  const changed = computed(() => !same(saved.value, doc.value));
  let judge = flawsOf;
  const flaws = computed(() => judge(doc.value));
  function discard(): void {
    doc.value = saved.value;
    touched.value = new Set();
    problem.value = null;
    conflict.value = null;
  }
  effect(() => unsavedRegister(store).mark(`${kind} ${object?.id ?? 'new'}`, changed.value, discard));

  function take(now: SettingsObject<K>): void {
    known = now;
    saved.value = now.doc;
    version.value = now.version;
    discard();
  }
  const send = (): Promise<Answer<SettingsObject<K>>> =>
    actions.ask((api) =>
      api.settings((settings) =>
        object === null ? settings.create(kind, doc.value) : settings.change(kind, object.id, { version: version.value, doc: doc.value }),
      ),
    );
  async function whatTheySaved(): Promise<void> {
    const answer = await actions.ask((api) => api.settings((settings) => settings.list(kind)));
    if (answer.ok) conflict.value = answer.value.find(({ id }) => id === object?.id) ?? 'gone';
    else problem.value = answer.code;
  }
  async function save(): Promise<SettingsObject<K> | null> {
    if (saving.value) return null;
    touched.value = new Set(flaws.value.keys());
    if (flaws.value.size > 0) return null;
    saving.value = true;
    problem.value = null;
    conflict.value = null;
    const answer = await send();
    if (!answer.ok && (answer.code === 'conflict' || answer.code === 'not_found') && object !== null) await whatTheySaved();
    else if (!answer.ok) problem.value = answer.code;
    saving.value = false;
    if (!answer.ok) return null;
    if (object === null) {
      saved.value = empty;
      discard(); // the next new one starts empty
    } else take(answer.value);
    store.status.value = t('Saved');
    store.settingsChanged.value = { kind }; // as the push will say: the list is read anew
    return answer.value;
  }
  return {
    ...{ id: object?.id ?? null, kind, doc, changed, flaws, touched, saving, problem, conflict, discard, save },
    edit: (change) => (doc.value = { ...doc.value, ...change }),
    touch: (field) => {
      touched.value = new Set([...touched.value, field]);
    },
    takeTheirs: () => {
      const theirs = conflict.value;
      if (theirs !== null && theirs !== 'gone') take(theirs);
    },
    putMineOnTop: async () => {
      const theirs = conflict.value;
      if (theirs === null || theirs === 'gone') return null;
      version.value = theirs.version;
      saved.value = theirs.doc;
      return save();
    },
    known: () => known,
    removed: () => (conflict.value = 'gone'),
    judgeBy: (by) => (judge = by),
    follow: (now) => {
      if (!changed.value && now.version > version.value) take(now);
    },
  };
}

/** Editors of one kind that are kept while one looks elsewhere, by agent and object. */
export type Kept<K extends PageKind> = Map<string, Editor<K>>;

const keyOf = (agentId: string, id: string): string => `${agentId} ${id}`;

/** What somebody was editing when a colleague removed it; null: nothing that is unsaved. */
export function unsavedOf<K extends PageKind>(kept: Kept<K>, agentId: string, id: string): Editor<K> | null {
  const editor = kept.get(keyOf(agentId, id));
  return editor?.changed.value === true ? editor : null;
}

export function useEditor<K extends PageKind>(kept: Kept<K>, options: EditorOptions<K>, object: SettingsObject<K> | null): Editor<K> {
  const console_ = useConsole();
  const key = keyOf(console_.store.agentId.value, object?.id ?? 'new');
  const known = kept.get(key);
  const editor = known ?? createEditor(console_, options, object);
  if (known === undefined) kept.set(key, editor);
  else editor.judgeBy(options.flawsOf);
  if (object !== null) editor.follow(object);
  return editor;
}
