// Turning a second factor on: scan, prove it with a code, keep the recovery codes (S25). They are shown this once.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { answerWords } from '../../state/answer-words.js';
import { t } from '../../state/t.js';
import { Field } from '../../ui/Field.js';
import { useStyle } from '../../ui/use-style.js';
import { CopyBlock } from '../settings/CopyBlock.js';
import { useBusy } from '../settings/use-busy.js';
import { useFreshLogin } from './FreshLogin.js';
import { useAsked } from '../use-asked.js';
import { ACCESS_STYLE } from './access-style.js';
import { QrCode } from './QrCode.js';

const grouped = (secret: string): string => secret.replace(/.{4}(?=.)/g, '$& ');

export function FactorSetup({ onDone }: { onDone(): void }): VNode {
  useStyle(ACCESS_STYLE);
  const fresh = useFreshLogin();
  const started = useAsked('secret', () => fresh.ask((account) => account.startSecondFactor()));
  const code = useSignal('');
  const codes = useSignal<readonly string[] | null>(null);
  const problem = useSignal<string | null>(null);

  const busy = useBusy();

  async function confirm(): Promise<void> {
    problem.value = null;
    const answer = await fresh.ask((account) => account.confirmSecondFactor(code.value));
    if (answer.ok) codes.value = answer.value.codes;
    else problem.value = answerWords(answer.code);
  }

  if (codes.value !== null) return <RecoveryCodeList codes={codes.value} onDone={onDone} />;
  const secret = started.value.value;
  return (
    <>
      {fresh.dialog}
      {started.problem.value !== null && (
        <p class="field-error" role="alert">
          {started.problem.value}
        </p>
      )}
      {secret !== null && (
        <form
          class="factor"
          onSubmit={(event) => {
            event.preventDefault();
            void busy.once(confirm);
          }}
        >
          <div class="factor-secret">
            <QrCode text={secret.otpauth} label={t('QR code for your authenticator app')} />
            <div class="factor-words">
              <p>{t('Scan this with an authenticator app. Without a camera, type this key:')}</p>
              <p class="factor-key" dir="ltr">
                {grouped(secret.secret)}
              </p>
            </div>
          </div>
          <Field
            label={t('Six-digit code')}
            name="code"
            type="text"
            autoComplete="one-time-code"
            value={code.value}
            onValue={(value) => (code.value = value)}
            hint={t('The code the app shows now. It proves that the app has the key.')}
            error={problem.value}
          />
          <button type="submit" class="button button-primary" aria-disabled={busy.on.value}>
            {t('Turn on')}
          </button>
        </form>
      )}
      {secret === null && started.problem.value === null && <p class="late">{t('One moment…')}</p>}
    </>
  );
}

/** Ten codes, once. */
export function RecoveryCodeList({ codes, onDone }: { codes: readonly string[]; onDone(): void }): VNode {
  useStyle(ACCESS_STYLE);
  return (
    <div class="factor">
      <p>
        <b>{t('Keep these recovery codes.')}</b> {t('Each works once, when the app is not at hand. They are not shown again.')}
      </p>
      <CopyBlock label={t('Recovery codes')} text={codes.join('\n')} />
      <button type="button" class="button button-primary" onClick={onDone}>
        {t('I have kept them')}
      </button>
    </div>
  );
}
