// The second factor of one's own account: on, off, other recovery codes (S25).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { Answer } from '../../state/answer.js';
import { answerWords } from '../../state/answer-words.js';
import { t, tn } from '../../state/t.js';
import { FactorSetup, RecoveryCodeList } from '../access/FactorSetup.js';
import { useFreshLogin } from '../access/FreshLogin.js';
import { useConsole } from '../console-context.js';
import { useAsked } from '../use-asked.js';
import { useBusy } from './use-busy.js';

export function SecondFactorPart(): VNode {
  const { actions, store } = useConsole();
  const fresh = useFreshLogin();
  const round = useSignal(0);
  const state = useAsked(`factor ${round.value}`, () => actions.ask((account) => account.secondFactor()));
  const setting = useSignal(false);
  const codes = useSignal<readonly string[] | null>(null);
  const problem = useSignal<string | null>(null);
  const busy = useBusy();
  const again = (): void => {
    setting.value = false;
    codes.value = null;
    round.value += 1;
  };
  const said = <T,>(answer: Answer<T>): answer is Answer<T> & { ok: true } => {
    problem.value = answer.ok || answer.code === 'fresh_login_needed' ? null : answerWords(answer.code);
    return answer.ok;
  };
  async function remove(): Promise<void> {
    if (!said(await fresh.ask((account) => account.removeSecondFactor()))) return;
    store.status.value = t('Second factor is off');
    again();
  }
  async function renew(): Promise<void> {
    const answer = await fresh.ask((account) => account.renewRecoveryCodes());
    if (said(answer)) codes.value = answer.value.codes;
  }

  const factor = state.value.value;
  return (
    <section class="account-part" aria-labelledby="account-factor">
      <h2 id="account-factor">{t('Second factor')}</h2>
      <p>{t('A code of an authenticator app, asked for after your password. Who learns your password cannot use it alone.')}</p>
      {fresh.dialog}
      {(problem.value ?? state.problem.value) !== null && (
        <p class="field-error" role="alert">
          {problem.value ?? state.problem.value}
        </p>
      )}
      {codes.value !== null ? (
        <RecoveryCodeList codes={codes.value} onDone={again} />
      ) : setting.value ? (
        <>
          <FactorSetup onDone={again} />
          <div class="account-row">
            <button type="button" class="button" onClick={() => (setting.value = false)}>
              {t('Cancel')}
            </button>
          </div>
        </>
      ) : (
        factor !== null && (
          <>
            <p class="row-marks">
              <span class={`state-mark ${factor.on ? 'is-on' : 'is-off'}`}>{factor.on ? t('On') : t('Off')}</span>
              {factor.on && <span>{tn(factor.recoveryCodesLeft, '{n} recovery code left', '{n} recovery codes left')}</span>}
              {factor.required && <span>{t('Your site asks for it.')}</span>}
            </p>
            <div class="account-row">
              {factor.on ? (
                <>
                  <button type="button" class="button" aria-disabled={busy.on.value} onClick={() => void busy.once(renew)}>
                    {t('New recovery codes')}
                  </button>
                  {!factor.required && (
                    <button type="button" class="button" aria-disabled={busy.on.value} onClick={() => void busy.once(remove)}>
                      {t('Turn off')}
                    </button>
                  )}
                </>
              ) : (
                <button type="button" class="button button-primary" onClick={() => (setting.value = true)}>
                  {t('Set up a second factor')}
                </button>
              )}
            </div>
          </>
        )
      )}
    </section>
  );
}
