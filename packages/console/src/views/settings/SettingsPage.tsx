// The settings: the pages in their groups beside the one that is open (§17). Each group of pages is a part of its own (K126). Whoever may not
// see a page reads what is missing and who can grant it (K120).
import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { isWidgetSection, settingsRoute } from '../../state/route.js';
import type { DeskSection, SettingsSection } from '../../state/route.js';
import type { Store } from '../../state/store.js';
import { t } from '../../state/t.js';
import { lazyView } from '../../ui/lazy-view.js';
import { useStyle } from '../../ui/use-style.js';
import { useConsole } from '../console-context.js';
import { followLink } from '../follow-link.js';
import { maySee, sectionGroups } from './sections.js';
import { SETTINGS_STYLE } from './settings-style.js';
import { useKeptFocus } from './use-kept-focus.js';

const widget = lazyView(async () => (await import('./WidgetSettings.js')).WidgetSettings, true);
const desk = lazyView(async () => (await import('./DeskPages.js')).DeskPages, true);
const developers = lazyView(async () => (await import('./DeveloperPages.js')).DeveloperPages, true);
const account = lazyView(async () => (await import('./AccountPage.js')).AccountPage, true);
const preferences = lazyView(async () => (await import('./PreferencesPage.js')).PreferencesPage, true);
const people = lazyView(async () => (await import('./PeoplePage.js')).PeoplePage, true);

/** Signing secrets and keys lead to one page each, under the names people look for. */
const SHOWN_AS: Partial<Record<DeskSection, DeskSection>> = { keys: 'sources' };

let asking: Store | null = null;
/** Leaving the console asks while something is unsaved, wherever in it one is (K105). */
function askBeforeLeaving(event: BeforeUnloadEvent): void {
  if (asking?.unsaved.value === true) event.preventDefault();
}

export function SettingsPage({ section: asked, item }: { section: SettingsSection; item: string | null }): VNode {
  const { store } = useConsole();
  useStyle(SETTINGS_STYLE);
  const main = useRef<HTMLDivElement>(null);
  useKeptFocus(main, `${asked} ${item ?? ''}`);
  useEffect(() => {
    asking = store;
    window.addEventListener('beforeunload', askBeforeLeaving); // adding it again changes nothing
  }, [store]);
  const section = isWidgetSection(asked) ? asked : (SHOWN_AS[asked] ?? asked);
  const session = store.session.value;
  const role = session.state === 'signed_in' ? session.session.agent.role : 'guest';
  const link = sectionGroups()
    .flatMap((group) => group.sections)
    .find((one) => one.section === section);
  return (
    <div class="settings-shell">
      <SettingsNav here={section} />
      <div class="settings-main" ref={main}>
        {link === undefined || maySee(role, link.who) ? (
          <Section section={section} item={item} />
        ) : (
          <>
            <header class="pane-head page-head">
              <h1>{link.words}</h1>
            </header>
            <div class="thread-empty">
              <h2>{t('Settings are for admins')}</h2>
              <p>{t('An owner or admin of your site can change them, or make you an admin.')}</p>
            </div>
          </>
        )}
      </div>
    </div>
  );
}

function Section({ section, item }: { section: SettingsSection; item: string | null }): VNode | null {
  if (isWidgetSection(section)) return <widget.View section={section} />;
  switch (section) {
    case 'account':
      return <account.View />;
    case 'preferences':
      return <preferences.View />;
    case 'people':
      return <people.View />;
    case 'teams':
    case 'routing':
    case 'sla':
    case 'replies':
    case 'tags':
      return <desk.View section={section} item={item} />;
    case 'reasons':
    case 'facts':
    case 'sites':
    case 'identity':
    case 'sources':
    case 'webhooks':
    case 'audit':
    case 'system':
      return <developers.View section={section} />;
    default:
      return (
        <div class="thread-empty">
          <h2>{t('There is no such page')}</h2>
          <p>{t('Choose one from the list.')}</p>
        </div>
      );
  }
}

function SettingsNav({ here }: { here: SettingsSection }): VNode {
  const { store, actions, href } = useConsole();
  const nav = useRef<HTMLElement>(null);
  const session = store.session.value;
  const role = session.state === 'signed_in' ? session.session.agent.role : 'guest';
  useEffect(() => {
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' }); // on a phone it is a strip
  }, [here]);
  return (
    <nav ref={nav} class="settings-nav" aria-label={t('Settings')}>
      {sectionGroups().map(({ words, sections }) => {
        const shown = sections.filter(({ who }) => maySee(role, who));
        if (shown.length === 0) return null;
        return (
          <section key={words} class="settings-group" aria-label={words}>
            <h2>{words}</h2>
            {shown.map(({ section, words: name }) => {
              const to = settingsRoute(store.view.value, section);
              return (
                <a
                  key={section}
                  class="settings-link"
                  href={href(to)}
                  {...(section === here ? { 'aria-current': 'page' as const } : {})}
                  onClick={followLink(() => actions.go(to))}
                >
                  {name}
                </a>
              );
            })}
          </section>
        );
      })}
    </nav>
  );
}
