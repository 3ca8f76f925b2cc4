// A page of settings objects: the list, or the editor of the one the address names. Loading, empty and failed each have their screen (K120).
import type { ComponentChildren, VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import type { SettingsObject } from '@throughline/types';
import { answerWords } from '../../state/answer-words.js';
import type { DeskSection } from '../../state/route.js';
import { settingsRoute } from '../../state/route.js';
import type { PageKind } from '../../state/settings-api.js';
import { t } from '../../state/t.js';
import { useConsole } from '../console-context.js';
import { followLink } from '../follow-link.js';
import { unsavedOf } from './use-editor.js';
import type { Kept } from './use-editor.js';
import type { Objects } from './use-objects.js';

/** What stands in an address for an object that is not there yet. */
const NEW_ITEM = 'new';

export interface ObjectsPageProps<K extends PageKind> {
  section: DeskSection;
  item: string | null;
  objects: Objects<K>;
  title: string;
  /** What the page is for, in a line. */
  lead: string;
  /** Of the button; null: this person may not add one. */
  addWords: string | null;
  emptyTitle: string;
  emptyWords: string;
  /** One line of the list. */
  row(object: SettingsObject<K>): { name: ComponentChildren; sub: ComponentChildren; tools?: ComponentChildren };
  editor(object: SettingsObject<K> | null): VNode;
  /** What is being edited, page left or not. */
  kept: Kept<K>;
  /** In the order of the list; as the relay answered where there is none. */
  order?(one: SettingsObject<K>, other: SettingsObject<K>): number;
  /** Beside the button that adds. */
  more?: ComponentChildren;
}

export function ObjectsPage<K extends PageKind>(props: ObjectsPageProps<K>): VNode {
  const { title, objects, item } = props;
  const loaded = objects.loaded.value;
  return (
    <>
      <header class="pane-head page-head">
        <h1>{title}</h1>
      </header>
      {loaded.state === 'loading' ? (
        <div class="set-body" aria-busy="true">
          <p class="list-note late">{t('Loading…')}</p>
        </div>
      ) : loaded.state === 'failed' ? (
        <Failed code={loaded.code} again={() => void objects.load()} />
      ) : item === null ? (
        <List {...props} />
      ) : (
        <One {...props} item={item} />
      )}
    </>
  );
}

export function Failed({ code, again }: { code: Parameters<typeof answerWords>[0]; again(): void }): VNode {
  return (
    <div class="thread-empty" role="alert">
      <h2>{t('This could not be loaded')}</h2>
      <p>{answerWords(code)}</p>
      <button type="button" class="button" onClick={again}>
        {t('Try again')}
      </button>
    </div>
  );
}

function One<K extends PageKind>({ item, objects, editor, kept, section, title }: ObjectsPageProps<K> & { item: string }): VNode {
  const { store, actions, href } = useConsole();
  const found = item === NEW_ITEM ? null : objects.items.value.find(({ id }) => id === item);
  const unsaved = found === undefined ? unsavedOf(kept, store.agentId.value, item) : null;
  useEffect(() => unsaved?.removed(), [unsaved]);
  if (found !== undefined) return editor(found);
  if (unsaved !== null) return editor(unsaved.known()); // a colleague removed it: what was typed stays, to be copied
  const list = settingsRoute(store.view.value, section);
  return (
    <div class="thread-empty late">
      <h2>{t('This is not here any more')}</h2>
      <p>{t('It was removed, or it is not yours to see.')}</p>
      <a class="button" href={href(list)} onClick={followLink(() => actions.go(list))}>
        {title}
      </a>
    </div>
  );
}

function List<K extends PageKind>(props: ObjectsPageProps<K>): VNode {
  const { section, objects, lead, addWords, emptyTitle, emptyWords, row, order, more } = props;
  const { store, actions, href } = useConsole();
  const items = order === undefined ? objects.items.value : objects.items.value.toSorted(order);
  const at = (item: string) => settingsRoute(store.view.value, section, item);
  const add = addWords !== null && (
    <a class="button button-primary" href={href(at(NEW_ITEM))} onClick={followLink(() => actions.go(at(NEW_ITEM)))}>
      {addWords}
    </a>
  );
  return (
    <div class="set-body">
      <div class="set-wrap">
        <div class="set-top">
          <p>{lead}</p>
          {more}
          {items.length > 0 && add}
        </div>
        {items.length === 0 ? (
          <div class="set-empty">
            <h2>{emptyTitle}</h2>
            <p>{emptyWords}</p>
            {add}
          </div>
        ) : (
          <ul class="set-rows" role="list" aria-label={props.title}>
            {items.map((object) => {
              const { name, sub, tools } = row(object);
              return (
                <li key={object.id}>
                  <a class="set-row" href={href(at(object.id))} onClick={followLink(() => actions.go(at(object.id)))}>
                    <span class="set-name">{name}</span>
                    <span class="set-sub">{sub}</span>
                  </a>
                  {tools !== undefined && <span class="set-tools">{tools}</span>}
                </li>
              );
            })}
          </ul>
        )}
      </div>
    </div>
  );
}
