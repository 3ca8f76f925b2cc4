// The installation as it is: this relay, its store, its backup, the other relays, what the operator set, and all of it to paste into a bug
// report. Nothing here is changed, and nothing in it is a secret or a customer's.
import type { ComponentChildren, VNode } from 'preact';
import type { SystemView } from '@throughline/types';
import { t } from '../../state/t.js';
import { whenWords } from '../../state/words.js';
import { Chip, Time } from '../../ui/marks.js';
import { useConsole } from '../console-context.js';
import { AskedView, useAskedFor } from './Asked.js';
import { CopyBlock } from './CopyBlock.js';
import { backupWords, isRunning, redisWords, settingWords, spaceWords, STORE_NAMES } from './system-words.js';
import { useBusy } from './use-busy.js';

const ROOM_MIN_BYTES = 1_000_000_000; // a full disk stops new messages (P99): said while there is time to make room

export function SystemPage(): VNode {
  const { actions } = useConsole();
  const system = useAskedFor(() => actions.ask((api) => api.settings((settings) => settings.system())));
  const busy = useBusy();
  return (
    <>
      <div class="set-top">
        <p>{t('How this installation is doing. It is run from the command line and its settings; nothing is changed here.')}</p>
        <button type="button" class="button" aria-disabled={busy.on.value} onClick={() => void busy.once(system.again)}>
          {t('Look again')}
        </button>
      </div>
      <AskedView asked={system}>
        {(view) => (
          <>
            <Relay view={view} />
            <Store view={view} />
            <Relays view={view} />
            <Part id="system-settings" title={t('Limits and settings')}>
              <Facts of={settingWords(view)} />
            </Part>
            <Part id="system-report" title={t('For a bug report')}>
              <p>{t('All of this page as text. No secret, no address and nothing of a customer is in it.')}</p>
              <CopyBlock label={t('Details for a bug report')} text={JSON.stringify({ ...view, browser: navigator.userAgent }, null, 2)} />
            </Part>
          </>
        )}
      </AskedView>
    </>
  );
}

function Part({ id, title, children }: { id: string; title: string; children: ComponentChildren }): VNode {
  return (
    <section class="set-section" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

const Facts = ({ of }: { of: readonly (readonly [string, ComponentChildren])[] }): VNode => (
  <dl class="set-card set-diff">
    {of.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);

function Relay({ view }: { view: SystemView }): VNode {
  return (
    <Part id="system-relay" title={t('This relay')}>
      <Facts
        of={[
          [t('State'), <Chip tone={view.ready ? 'good' : 'bad'}>{view.ready ? t('Ready') : t('Not ready')}</Chip>],
          [t('Version'), <bdi dir="ltr">{view.version}</bdi>],
          ['Node', <bdi dir="ltr">{view.node}</bdi>],
          ['Redis', redisWords(view)],
        ]}
      />
    </Part>
  );
}

function Store({ view }: { view: SystemView }): VNode {
  const { store: state } = useConsole();
  const { store, freeBytes } = view;
  const now = state.now.value;
  return (
    <Part id="system-store" title={t('Store')}>
      {store.warning !== null && (
        <p class="field-error" lang="en" dir="ltr">
          {store.warning}
        </p>
      )}
      <Facts
        of={[
          [
            t('Store'),
            <bdi dir="ltr">
              {STORE_NAMES[store.kind]} {store.version}
            </bdi>,
          ],
          [
            t('Durability'),
            <bdi lang="en" dir="ltr">
              {store.durability}
            </bdi>,
          ],
          [t('Size'), spaceWords(store.bytes)],
          [
            t('Free disk space'),
            freeBytes === null ? (
              t('Not known')
            ) : (
              <>
                {spaceWords(freeBytes)}{' '}
                {freeBytes < ROOM_MIN_BYTES && <Chip tone="bad">{t('A full disk stops new messages: make room')}</Chip>}
              </>
            ),
          ],
          [
            t('Migrations'),
            <ul role="list">
              {store.migrations.map(({ name, at }) => (
                <li key={name}>
                  <bdi dir="ltr">{name}</bdi> · <Time at={Date.parse(at)}>{whenWords(Date.parse(at), now)}</Time>
                </li>
              ))}
            </ul>,
          ],
          [t('Backup'), backupWords(view, now)],
        ]}
      />
    </Part>
  );
}

function Relays({ view }: { view: SystemView }): VNode {
  const { store } = useConsole();
  const when = (at: string): string => whenWords(Date.parse(at), store.now.value);
  return (
    <Part id="system-relays" title={t('Relays')}>
      <p>{t('Relays that gave a sign of life within the last hour. Each start of a relay counts as one.')}</p>
      <ul class="set-rows" role="list" aria-label={t('Relays')}>
        {view.relays.map((relay) => (
          <li key={relay.id}>
            <div class="set-row">
              <span class="set-name">
                <code>{relay.id.slice(0, 8)}</code>
                <Chip tone={isRunning(relay, view) ? 'good' : 'warn'}>{isRunning(relay, view) ? t('Running') : t('Silent')}</Chip>
                {relay.id === view.relay && <Chip tone="plain">{t('This relay')}</Chip>}
              </span>
              <span class="set-sub">
                <bdi dir="ltr">{relay.version}</bdi> · {t('Started {when}', { when: when(relay.startedAt) })} ·{' '}
                {t('Last sign of life {when}', { when: when(relay.seenAt) })}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </Part>
  );
}
