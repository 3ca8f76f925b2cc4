// Where one is signed in, and the end of any of it (S22).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { DeviceView } from '@throughline/types';
import type { Answer } from '../../state/answer.js';
import { answerWords } from '../../state/answer-words.js';
import { spoken, t } from '../../state/t.js';
import { useConsole } from '../console-context.js';
import { useAsked } from '../use-asked.js';
import { useBusy } from './use-busy.js';

const when = (ms: number): string => new Intl.DateTimeFormat(spoken(), { dateStyle: 'medium', timeStyle: 'short' }).format(ms);

function nameOf({ browser, system }: DeviceView): string {
  if (browser === null) return system === null ? t('Unknown browser') : t('A browser on {system}', { system });
  return system === null ? browser : t('{browser} on {system}', { browser, system });
}

export function DevicesPart(): VNode {
  const { actions, store } = useConsole();
  const round = useSignal(0);
  const devices = useAsked(`devices ${round.value}`, () => actions.ask((account) => account.devices()));
  const problem = useSignal<string | null>(null);
  const busy = useBusy();
  const end = (ask: () => Promise<Answer<null>>): void => void busy.once(() => finish(ask));
  async function finish(ask: () => Promise<Answer<null>>): Promise<void> {
    const answer = await ask();
    problem.value = answer.ok ? null : answerWords(answer.code);
    if (answer.ok) store.status.value = t('Signed out there');
    round.value += 1;
  }
  const all = devices.value.value ?? [];
  return (
    <section class="account-part" aria-labelledby="account-devices">
      <h2 id="account-devices">{t('Devices')}</h2>
      <p>{t('Where you are signed in. Signing one out takes effect within two seconds.')}</p>
      {(problem.value ?? devices.problem.value) !== null && (
        <p class="field-error" role="alert">
          {problem.value ?? devices.problem.value}
        </p>
      )}
      {devices.value.value === null && devices.problem.value === null && <p class="list-note late">{t('Loading…')}</p>}
      <ul class="rows" aria-label={t('Devices')}>
        {all.map((device) => (
          <li key={device.id}>
            <div>
              <p class="row-name">
                {nameOf(device)} {device.current && <span class="state-mark is-on">{t('This one')}</span>}
              </p>
              <p class="row-sub">
                {t('Last used {time}', { time: when(device.seenAt) })} · {t('signed in {time}', { time: when(device.createdAt) })} ·{' '}
                <bdi>{device.address}</bdi>
              </p>
            </div>
            {!device.current && (
              <button
                type="button"
                class="button button-small"
                aria-disabled={busy.on.value}
                onClick={() => end(() => actions.ask((account) => account.endDevice(device.id)))}
              >
                {t('Sign out')}
                <span class="visually-hidden"> {nameOf(device)}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {all.length > 1 && (
        <div class="account-row">
          <button
            type="button"
            class="button"
            aria-disabled={busy.on.value}
            onClick={() => end(() => actions.ask((account) => account.endOtherDevices()))}
          >
            {t('Sign out everywhere else')}
          </button>
        </div>
      )}
    </section>
  );
}
