// No conversation exists at all: what to do next (K111, K120). The demo page to try it, the script tag to use it.
import type { VNode } from 'preact';
import { useConsole } from './console-context.js';
import { WidgetSnippet } from './WidgetSnippet.js';

export function FirstSteps(): VNode {
  const { store } = useConsole();
  const session = store.session.value;
  const demo = session.state === 'signed_in' ? session.session.demoUrl : undefined;
  return (
    <div class="first-steps">
      <p>The first message of a visitor appears here by itself, with everything known about them beside it.</p>
      {demo !== undefined && (
        <a class="button button-primary" href={demo} target="_blank" rel="noopener">
          Open the demo page
        </a>
      )}
      <WidgetSnippet alone={demo === undefined} />
    </div>
  );
}
