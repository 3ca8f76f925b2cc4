// What visitors may do in the chat, and how it makes itself noticed.
import type { VNode } from 'preact';
import { flawAt, TextInput, Toggle } from './fields.js';
import type { WidgetSettingsModel } from './use-widget-settings.js';
import { inLanguage, t } from '../../state/t.js';

type Switch = 'files' | 'sound' | 'titleBadge' | 'notifications' | 'transcript';
const SWITCHES = inLanguage((): readonly (readonly [Switch, string, string])[] => [
  ['files', t('Files'), t('Visitors may send pictures, PDF and text, up to 10 MB each.')],
  ['sound', t('Sound'), t('A short tone for an answer, once the visitor has touched the page.')],
  ['titleBadge', t('Unread count in the page’s title'), t('While the chat is closed or the page is in the background.')],
  ['notifications', t('Desktop notifications'), t('Offered after the first message, never before.')],
  ['transcript', t('Save the conversation'), t('Visitors may save what was said as text.')],
]);

export function ChatSection({ model }: { model: WidgetSettingsModel }): VNode {
  const { config } = model.draft.value;
  function setPolicy(value: string): void {
    const { policyUrl: _replaced, ...rest } = config;
    model.edit({ config: value.trim() === '' ? rest : { ...rest, policyUrl: value.trim() } });
  }
  return (
    <>
      <div class="toggles">
        {SWITCHES().map(([key, label, hint]) => (
          <Toggle key={key} label={label} hint={hint} on={config[key]} onChange={(on) => model.configure({ [key]: on })} />
        ))}
      </div>
      <TextInput
        label={t('Privacy policy')}
        hint={t('Linked from the chat’s menu. Empty: no link.')}
        type="url"
        dir="ltr"
        placeholder="https://example.com/privacy"
        value={config.policyUrl ?? ''}
        flaw={flawAt(model, 'chat.policyUrl')}
        onValue={setPolicy}
        onLeave={() => model.touch('chat.policyUrl')}
      />
    </>
  );
}
