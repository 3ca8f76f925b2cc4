// A pasted Content Security Policy, and what it lacks for the widget (§17).
import type { VNode } from 'preact';
import { useId } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { policyGaps } from '../../state/settings-csp.js';
import { t } from '../../state/t.js';

/** @param needed the lines the widget needs */
export function PolicyChecker({ needed }: { needed: string }): VNode {
  const id = useId();
  const policy = useSignal('');
  const gaps = policy.value.trim() === '' ? undefined : policyGaps(policy.value, needed);
  return (
    <details class="settings-more">
      <summary>{t('Check the policy you have')}</summary>
      <div class="field">
        <label for={id}>{t('Your policy')}</label>
        <textarea
          id={id}
          rows={4}
          dir="ltr"
          spellcheck={false}
          placeholder="default-src 'self'; script-src 'self'"
          value={policy.value}
          onInput={(event) => (policy.value = event.currentTarget.value)}
        />
      </div>
      <div aria-live="polite">
        {gaps === null && <p class="set-result set-result-bad">{t('This is no policy: it names no directive such as script-src.')}</p>}
        {gaps !== null && gaps !== undefined && gaps.length === 0 && (
          <p class="set-result set-result-good">{t('The widget works under this policy.')}</p>
        )}
        {gaps !== null && gaps !== undefined && gaps.length > 0 && (
          <div class="set-result set-result-bad">
            <p>{t('The widget would be blocked. Missing:')}</p>
            <ul role="list">
              {gaps.map(({ directive, missing }) => (
                <li key={directive}>
                  <code dir="ltr">
                    {directive} {missing.join(' ')}
                  </code>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </details>
  );
}
