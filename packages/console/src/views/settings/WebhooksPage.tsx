// Endpoints that are told what happens: events, secret, a test beside each, and what was delivered (S71–S73, K106).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { WebhookEvent, WebhookView } from '@throughline/types';
import { answerWords } from '../../state/answer-words.js';
import { t } from '../../state/t.js';
import { useFreshLogin } from '../access/FreshLogin.js';
import { useConsole } from '../console-context.js';
import { AskedView, useAskedFor } from './Asked.js';
import { CheckList } from './controls.js';
import { TextInput } from './fields.js';
import { FormDialog } from './FormDialog.js';
import { useSecrets } from './SecretOnce.js';
import { WebhookItem } from './WebhookItem.js';
import { eventWords, WEBHOOK_EVENTS } from './webhook-words.js';

export function WebhooksPage(): VNode {
  const { actions } = useConsole();
  const webhooks = useAskedFor(() => actions.ask((api) => api.settings((settings) => settings.webhooks())));
  const adding = useSignal(false);
  const secrets = useSecrets();
  const secretOf = ({ url }: Pick<WebhookView, 'url'>, secret: string): void => secrets.show(t('Signing secret of {url}', { url }), secret);
  return (
    <>
      {secrets.view}
      <AskedView asked={webhooks}>
        {(all) => (
          <>
            <div class="set-top">
              <p>{t('Your servers are told what happens, signed, in order, and again until they have answered.')}</p>
              {all.length > 0 && <AddButton onAdd={() => (adding.value = true)} />}
            </div>
            {all.length === 0 ? (
              <div class="set-empty">
                <h2>{t('No webhooks yet')}</h2>
                <p>{t('Add the address of a server that should know of hand-overs, broken promises and late orders.')}</p>
                <AddButton onAdd={() => (adding.value = true)} />
              </div>
            ) : (
              all.map((webhook) => (
                <WebhookItem key={webhook.id} webhook={webhook} again={webhooks.again} onSecret={(secret) => secretOf(webhook, secret)} />
              ))
            )}
          </>
        )}
      </AskedView>
      {adding.value && (
        <AddWebhook
          onClose={() => (adding.value = false)}
          onAdded={(made, secret) => {
            adding.value = false;
            secretOf(made, secret);
            void webhooks.again();
          }}
        />
      )}
    </>
  );
}

const AddButton = ({ onAdd }: { onAdd(): void }): VNode => (
  <button type="button" class="button button-primary" onClick={onAdd}>
    {t('New webhook')}
  </button>
);

function AddWebhook({ onClose, onAdded }: { onClose(): void; onAdded(made: WebhookView, secret: string): void }): VNode {
  const fresh = useFreshLogin();
  const url = useSignal('');
  const events = useSignal<readonly WebhookEvent[]>(WEBHOOK_EVENTS);
  const tried = useSignal(false);
  const problem = useSignal<string | null>(null);
  const strange = !/^https?:\/\/[^\s/]+/.test(url.value.trim());
  async function add(): Promise<void> {
    tried.value = true;
    if (strange || events.value.length === 0) return;
    const answer = await fresh.ask((api) =>
      api.settings((settings) => settings.createWebhook({ url: url.value.trim(), events: events.value })),
    );
    if (answer.ok) onAdded(answer.value, answer.value.secret);
    else if (answer.code !== 'fresh_login_needed')
      problem.value =
        answer.code === 'unsafe_address'
          ? t('This address may not be called: it must be https and lead out of your network.')
          : answerWords(answer.code);
  }
  return (
    <>
      <FormDialog title={t('New webhook')} deed={t('Add it')} problem={problem.value} onClose={onClose} onSubmit={add}>
        <TextInput
          label={t('Address')}
          type="url"
          dir="ltr"
          placeholder="https://hooks.example.com/throughline"
          value={url.value}
          maxLength={500}
          flaw={tried.value && strange ? t('Write a whole address, starting with https://.') : null}
          onValue={(value) => (url.value = value)}
        />
        <CheckList<WebhookEvent>
          label={t('Events')}
          options={WEBHOOK_EVENTS.map((one) => [one, eventWords(one)] as const)}
          value={events.value}
          onValue={(value) => (events.value = value)}
        />
        {tried.value && events.value.length === 0 && (
          <p class="field-error" role="alert">
            {t('Choose at least one.')}
          </p>
        )}
      </FormDialog>
      {fresh.dialog}
    </>
  );
}
