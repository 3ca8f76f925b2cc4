// The demo's end (K112): its customer and everything from its pages goes with one button, and what is one's own stays.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { answerWords } from '../../state/answer-words.js';
import { t, tn } from '../../state/t.js';
import { useFreshLogin } from '../access/FreshLogin.js';
import { useConsole } from '../console-context.js';
import { ConfirmDialog } from './ConfirmDialog.js';
import { useBusy } from './use-busy.js';

/** Nothing on a site that has no demo. */
export function DemoSection(): VNode | null {
  const { store } = useConsole();
  const fresh = useFreshLogin();
  const busy = useBusy();
  const asking = useSignal(false);
  const problem = useSignal<string | null>(null);
  const done = useSignal<string | null>(null);
  const session = store.session.value;
  const hasDemo = session.state === 'signed_in' && session.session.demoUrl !== undefined;
  async function remove(): Promise<void> {
    const answer = await fresh.ask((api) => api.settings((settings) => settings.removeDemo()));
    problem.value = answer.ok || answer.code === 'fresh_login_needed' ? null : answerWords(answer.code);
    if (!answer.ok) return;
    const { conversations } = answer.value;
    done.value = tn(conversations, 'The demo data is gone, with {n} conversation.', 'The demo data is gone, with {n} conversations.');
    const now = store.session.value;
    if (now.state !== 'signed_in') return;
    const { demoUrl: _gone, ...rest } = now.session;
    store.session.value = { ...now, session: rest };
  }
  if (!hasDemo && done.value === null) return null;
  return (
    <section class="set-section" aria-labelledby="demo-data">
      <h2 id="demo-data">{t('Demo data')}</h2>
      <div aria-live="polite">
        {done.value === null ? (
          <p>{t('Mara, the invented customer with a past, and what was written from the demo page.')}</p>
        ) : (
          <p class="set-result set-result-good">{done.value}</p>
        )}
      </div>
      {problem.value !== null && (
        <p class="field-error" role="alert">
          {problem.value}
        </p>
      )}
      {hasDemo && (
        <div class="set-buttons">
          <button
            type="button"
            class="button button-danger"
            aria-disabled={busy.on.value}
            onClick={() => !busy.on.value && (asking.value = true)}
          >
            {t('Remove the demo data')}
          </button>
        </div>
      )}
      {asking.value && (
        <ConfirmDialog
          title={t('Remove the demo data?')}
          words={t(
            'Mara and whoever wrote from the demo page go for good, with their conversations, orders and promises, and so does every customer merged into them. The demo page closes. Your site, its keys and settings, teams, colleagues and every other customer stay.',
          )}
          deed={t('Remove it all')}
          onClose={() => (asking.value = false)}
          onConfirm={() => void busy.once(remove)}
        />
      )}
      {fresh.dialog}
    </section>
  );
}
