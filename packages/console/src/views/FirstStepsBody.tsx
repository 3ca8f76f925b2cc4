// What to do next in a new installation (K111, K120). Whoever may set it up has the steps, until each is done or left out; others are told
// what they wait for.
import type { VNode } from 'preact';
import { mayAdminister } from '../state/roles.js';
import { t } from '../state/t.js';
import { useStyle } from '../ui/use-style.js';
import { useConsole } from './console-context.js';
import { FirstStepsList } from './FirstStepsList.js';
import { SNIPPET_STYLE } from './snippet-style.js';
import { WidgetSnippet } from './WidgetSnippet.js';

export function FirstStepsBody({ folded }: { folded: boolean }): VNode | null {
  useStyle(SNIPPET_STYLE);
  const { store } = useConsole();
  const session = store.session.value;
  if (session.state !== 'signed_in') return null;
  if (mayAdminister(session.session.agent.role)) return <FirstStepsList session={session.session} folded={folded} />;
  if (folded) return null;
  const demo = session.session.demoUrl;
  return (
    <div class="first-wait">
      <p>{t('The first message of a visitor appears here by itself, with everything known about them beside it.')}</p>
      {demo !== undefined && (
        <a class="button button-primary" href={demo} target="_blank" rel="noopener">
          {t('Open the demo page')}
        </a>
      )}
      <WidgetSnippet alone={demo === undefined} />
    </div>
  );
}
