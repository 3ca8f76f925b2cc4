// One endpoint: on or off, a test, a new secret, removal, and its deliveries with replay.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { DeliveryView, WebhookTestAnswer, WebhookView } from '@throughline/types';
import { answerWords } from '../../state/answer-words.js';
import { t } from '../../state/t.js';
import { whenWords } from '../../state/words.js';
import { Chip } from '../../ui/marks.js';
import { useFreshLogin } from '../access/FreshLogin.js';
import { useConsole } from '../console-context.js';
import { Stale } from './Asked.js';
import { ConfirmDialog } from './ConfirmDialog.js';
import { CopyBlock } from './CopyBlock.js';
import { Toggle } from './fields.js';
import { useBusy } from './use-busy.js';
import { usePages } from './use-pages.js';
import { deliveryWords, eventWords, failureWords } from './webhook-words.js';

export interface WebhookItemProps {
  webhook: WebhookView;
  again(): Promise<void>;
  onSecret(secret: string): void;
}

export function WebhookItem({ webhook, again, onSecret }: WebhookItemProps): VNode {
  const { actions } = useConsole();
  const fresh = useFreshLogin();
  const tested = useSignal<WebhookTestAnswer | null>(null);
  const testing = useBusy();
  const turning = useBusy();
  const problem = useSignal<string | null>(null);
  const asking = useSignal<'rotate' | 'remove' | null>(null);
  const { id, url, events, state } = webhook;
  async function test(): Promise<void> {
    tested.value = null;
    const answer = await actions.ask((api) => api.settings((settings) => settings.testWebhook(id)));
    problem.value = answer.ok ? null : answerWords(answer.code);
    if (answer.ok) tested.value = answer.value;
  }
  async function rotate(): Promise<void> {
    const answer = await fresh.ask((api) => api.settings((settings) => settings.rotateWebhook(id)));
    problem.value = answer.ok || answer.code === 'fresh_login_needed' ? null : answerWords(answer.code);
    if (answer.ok) onSecret(answer.value);
  }
  async function remove(): Promise<void> {
    const answer = await actions.ask((api) => api.settings((settings) => settings.removeWebhook(id)));
    problem.value = answer.ok ? null : answerWords(answer.code);
    await again();
  }
  async function turn(on: boolean): Promise<void> {
    const answer = await actions.ask((api) => api.settings((settings) => settings.switchWebhook(id, on ? 'enabled' : 'disabled')));
    problem.value = answer.ok ? null : answerWords(answer.code);
    await again();
  }
  const result = tested.value;
  return (
    <section class="set-card" aria-label={url}>
      {fresh.dialog}
      <div class="set-card-head">
        <span>
          <bdi dir="ltr">{url}</bdi>
        </span>
        <Chip tone={state === 'enabled' ? 'good' : 'plain'}>{state === 'enabled' ? t('On') : t('Off')}</Chip>
      </div>
      <p class="set-sub">{events.map(eventWords).join(' · ')}</p>
      <Toggle
        label={t('Send to it')}
        hint={t('While it is off, what happens is not kept for it.')}
        on={state === 'enabled'}
        onChange={(on) => void turning.once(() => turn(on))}
      />
      <div class="set-buttons">
        <button type="button" class="button" aria-disabled={testing.on.value} onClick={() => void testing.once(test)}>
          {testing.on.value ? t('Sending…') : t('Send a test')}
        </button>
        <button type="button" class="button" onClick={() => (asking.value = 'rotate')}>
          {t('New secret')}
        </button>
        <button type="button" class="button button-danger" onClick={() => (asking.value = 'remove')}>
          {t('Remove')}
        </button>
      </div>
      <div aria-live="polite">
        {problem.value !== null && <p class="field-error">{t('Not done. {why}', { why: problem.value })}</p>}
        {result !== null && (
          <p class={`set-result ${result.delivered ? 'set-result-good' : 'set-result-bad'}`}>
            {result.delivered
              ? t('It answered with status {status}.', { status: result.status ?? 200 })
              : t('Not delivered: {why}.', { why: failureWords(result) })}
          </p>
        )}
      </div>
      <Deliveries id={id} />
      {asking.value === 'rotate' && (
        <ConfirmDialog
          title={t('Make a new secret?')}
          words={t('For a day, what is sent is signed with both, so that nothing is lost while you change over.')}
          deed={t('Make it')}
          onClose={() => (asking.value = null)}
          onConfirm={() => void rotate()}
        />
      )}
      {asking.value === 'remove' && (
        <ConfirmDialog
          title={t('Remove this webhook?')}
          words={t('What waits for it is dropped, and its log goes with it.')}
          deed={t('Remove it')}
          onClose={() => (asking.value = null)}
          onConfirm={() => void remove()}
        />
      )}
    </section>
  );
}

function Deliveries({ id }: { id: string }): VNode {
  const { actions, store } = useConsole();
  const log = usePages((cursor) => actions.ask((api) => api.settings((settings) => settings.deliveries(id, cursor))));
  const replaying = useBusy();
  const problem = useSignal<string | null>(null);
  async function replay(delivery: string): Promise<void> {
    const answer = await actions.ask((api) => api.settings((settings) => settings.replayDelivery(delivery)));
    problem.value = answer.ok ? null : answerWords(answer.code);
    if (!answer.ok) return;
    store.status.value = t('It is sent again');
    await log.load();
  }
  const shown = log.items.value;
  return (
    <details
      class="settings-more"
      onToggle={(event) => {
        if (event.currentTarget.open) void log.load();
      }}
    >
      <summary>{t('Deliveries')}</summary>
      {log.problem.value !== null && <Stale code={log.problem.value} again={() => void log.load()} />}
      {problem.value !== null && (
        <p class="field-error" role="alert">
          {problem.value}
        </p>
      )}
      {shown === null && log.problem.value === null && <p class="list-note late">{t('Loading…')}</p>}
      {shown?.length === 0 && <p>{t('Nothing was sent yet. A test does not stand here.')}</p>}
      {shown !== null && shown.length > 0 && (
        <ul class="set-rows set-log" role="list" aria-label={t('Deliveries')} aria-busy={log.busy.value}>
          {shown.map((delivery) => (
            <Delivery
              key={delivery.id}
              delivery={delivery}
              busy={replaying.on.value}
              onReplay={() => void replaying.once(() => replay(delivery.id))}
            />
          ))}
        </ul>
      )}
      {log.hasMore.value && (
        <button type="button" class="button button-small" aria-disabled={log.busy.value} onClick={() => void log.more()}>
          {t('Older ones')}
        </button>
      )}
    </details>
  );
}

function Delivery({ delivery, busy, onReplay }: { delivery: DeliveryView; busy: boolean; onReplay(): void }): VNode {
  const { store } = useConsole();
  const when = whenWords(Date.parse(delivery.at), store.now.value);
  return (
    <li>
      <div class="set-row">
        <span class="set-name">{eventWords(delivery.event)}</span>
        <span class={delivery.state === 'failed' ? 'field-error' : 'set-sub'}>
          {when} · {deliveryWords(delivery)}
        </span>
        <details class="set-details">
          <summary>{t('What was sent')}</summary>
          <CopyBlock label={t('What was sent')} text={delivery.body} />
        </details>
      </div>
      <span class="set-tools">
        <button type="button" class="button button-small" aria-disabled={busy} onClick={onReplay}>
          {t('Send again')}
          <span class="visually-hidden">
            : {eventWords(delivery.event)}, {when}
          </span>
        </button>
      </span>
    </li>
  );
}
