// The first steps one by one (K111). The relay knows which are done; what somebody left out is remembered on this device.
import type { ComponentChildren, VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { AgentSession } from '@throughline/types';
import { doneSteps, FIRST_STEPS } from '../state/first-steps.js';
import type { FirstStep } from '../state/first-steps.js';
import { letter, policyLines, scriptTag } from '../state/install-lines.js';
import { settingsRoute } from '../state/route.js';
import type { SettingsSection } from '../state/route.js';
import { t, tn } from '../state/t.js';
import { Icon } from '../ui/Icon.js';
import { useConsole } from './console-context.js';
import { followLink } from './follow-link.js';
import { useAsked } from './use-asked.js';
import { WidgetSnippet } from './WidgetSnippet.js';

const LEFT_OUT_KEY = 'throughline.first-steps';

function leftOut(): ReadonlySet<FirstStep> {
  try {
    const words = (localStorage.getItem(LEFT_OUT_KEY) ?? '').split(' ');
    return new Set(FIRST_STEPS.filter((step) => words.includes(step)));
  } catch (error) {
    if (error instanceof DOMException) return new Set(); // no storage: the list is whole
    throw error;
  }
}
function keepLeftOut(steps: ReadonlySet<FirstStep>): void {
  try {
    localStorage.setItem(LEFT_OUT_KEY, [...steps].join(' '));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error; // full or denied: it is left out until the page is loaded again
  }
}

export function FirstStepsList({ session, folded }: { session: AgentSession; folded: boolean }): VNode | null {
  const { store, actions, relayUrl } = useConsole();
  const site = useAsked('site', () => actions.ask((api) => api.site()));
  const installation = useAsked('installation', () => actions.ask((api) => api.installation()));
  const skipped = useSignal(leftOut());
  const counts = store.counts.value;
  const done = doneSteps(
    {
      relayOrigin: new URL(relayUrl).origin,
      origins: site.value.value?.origins ?? [],
      seen: installation.value.value?.seen ?? [],
      answered: counts.closed > 0 || [...store.rows.value.values()].some((row) => row.assigneeId !== null),
      colleagues: session.agents.length,
    },
    skipped.value,
  );
  const left = FIRST_STEPS.length - done.size;
  if (folded && (left === 0 || site.value.value === null)) return null;
  const tag = scriptTag(relayUrl, session.site.id);
  const mail = letter(t('The chat on our pages'), [
    t('Please paste this into our pages, before {end}:', { end: '</body>' }),
    tag,
    t('If they send a Content Security Policy, it needs these lines:'),
    policyLines(relayUrl),
  ]);
  const step = (name: FirstStep, title: string, more: ComponentChildren): VNode => (
    <Step
      key={name}
      n={FIRST_STEPS.indexOf(name) + 2}
      title={title}
      done={done.has(name)}
      skip={() => {
        skipped.value = new Set([...skipped.value, name]);
        keepLeftOut(skipped.value);
      }}
    >
      {more}
    </Step>
  );
  const list = (
    <>
      <ol class="first-steps" aria-label={t('First steps')}>
        <Step n={1} title={t('Your account')} done />
        {step(
          'site',
          t('Name your site'),
          <>
            <p>{t('The name stands at the top of the chat. Only pages you list may use it.')}</p>
            <SettingsLink to="sites">{t('Name and origins')}</SettingsLink>
          </>,
        )}
        {step(
          'tag',
          t('Put the chat on your pages'),
          <WidgetSnippet alone>
            <a class="button" href={mail}>
              {t('Send it to a developer')}
            </a>
            <SettingsLink to="install">{t('Policy lines')}</SettingsLink>
          </WidgetSnippet>,
        )}
        {step(
          'answer',
          t('Answer a first message'),
          session.demoUrl === undefined ? (
            <p>
              {t(
                'Open one of your pages and write something. It appears here by itself, with everything known about the visitor beside it.',
              )}
            </p>
          ) : (
            <>
              <p>
                {t(
                  'On the demo page you are Mara, a customer with a past. Write something: it appears here by itself, her story beside it.',
                )}
              </p>
              <a class="button button-primary" href={session.demoUrl} target="_blank" rel="noopener">
                {t('Open the demo page')}
              </a>
            </>
          ),
        )}
        {step('people', t('Invite colleagues'), <SettingsLink to="people">{t('Invite')}</SettingsLink>)}
      </ol>
      {session.demoUrl !== undefined && done.has('answer') && <SettingsLink to="sites">{t('Remove the demo data')}</SettingsLink>}
    </>
  );
  if (!folded) return list;
  return (
    <details class="first-fold">
      <summary>{tn(left, 'One first step is left', '{n} first steps are left')}</summary>
      {list}
    </details>
  );
}

interface StepProps {
  n: number;
  title: string;
  done: boolean;
  skip?(): void;
  children?: ComponentChildren;
}
/** What is done keeps its name and its tick. */
function Step({ n, title, done, skip, children }: StepProps): VNode {
  return (
    <li class={`first-step ${done ? 'is-done' : ''}`}>
      <span class="first-mark" aria-hidden="true">
        {done ? <Icon name="check" size={14} /> : n}
      </span>
      <h3>
        {title}
        {done && <span class="visually-hidden"> {t('done')}</span>}
      </h3>
      {!done && skip !== undefined && (
        <button type="button" class="link-button" onClick={skip}>
          {t('Skip')}
          <span class="visually-hidden"> {title}</span>
        </button>
      )}
      {!done && children !== undefined && <div class="first-body">{children}</div>}
    </li>
  );
}

function SettingsLink({ to, children }: { to: SettingsSection; children: ComponentChildren }): VNode {
  const { store, actions, href } = useConsole();
  const route = settingsRoute(store.view.value, to);
  return (
    <a class="button" href={href(route)} onClick={followLink(() => actions.go(route))}>
      {children}
    </a>
  );
}
