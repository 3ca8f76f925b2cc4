// Before a site that asks first may remember the visitor, a later chunk (W110): one sentence and a button, and no chat before it.
import { t } from './core/words.js';
import type { GateParts } from './seams/later.js';

export const Gate: GateParts['Gate'] = ({ host }) => (
  <div class="gate">
    <p>{t('To chat, this browser has to store who you are here and what is not sent yet.')}</p>
    <button type="button" onClick={host.agree}>
      {t('Agree and chat')}
    </button>
    {host.settings.policyUrl && (
      <a href={host.settings.policyUrl} target="_blank" rel="noopener">
        {t('Privacy policy')}
      </a>
    )}
  </div>
);

export const style = `
.gate { flex: 1; min-height: 0; overflow-y: auto; display: flex; flex-direction: column; align-items: center; justify-content: safe center; gap: 16px; padding: 24px 32px; text-align: center; text-wrap: balance }
.panel .gate button { padding: 12px 22px; border-radius: 14px; font-weight: 640; color: var(--tl-on); background: var(--tl-brand) }
.gate a { padding: 13px 16px; margin-block: -8px; font-size: 13px; color: var(--accent) }
`;
