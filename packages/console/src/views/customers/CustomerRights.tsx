// What a person may ask of whoever keeps their data (K94): everything that is known, as a file, and to be forgotten. Admins, with a fresh login;
// both are audited.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { HandoffContext } from '@throughline/types';
import { answerWords } from '../../state/answer-words.js';
import { t } from '../../state/t.js';
import { Glyph } from '../../ui/Icon.js';
import { DOWNLOAD } from '../../ui/later-icons.js';
import { Section } from '../../ui/Section.js';
import { useFreshLogin } from '../access/FreshLogin.js';
import { useConsole } from '../console-context.js';
import { EraseDialog } from './EraseDialog.js';
import { saveFile } from './save-file.js';

export function CustomerRights({ context }: { context: HandoffContext }): VNode {
  const { store } = useConsole();
  const fresh = useFreshLogin();
  const busy = useSignal(false);
  const erasing = useSignal(false);
  const problem = useSignal<string | null>(null);
  const { customerId } = context.customer;
  async function exportAll(): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    problem.value = null;
    const answer = await fresh.ask((api) => api.exportCustomer(customerId));
    busy.value = false;
    if (answer.ok) {
      saveFile(answer.value, `customer-${customerId}.json`);
      store.status.value = t('Everything that is known was exported');
    } else if (answer.code !== 'fresh_login_needed') problem.value = answerWords(answer.code);
  }
  return (
    <Section title={t('Their data')}>
      <div class="rights">
        <p>{t('Both need your password again and are kept in the audit log.')}</p>
        <div class="rights-row">
          <button type="button" class="button" aria-disabled={busy.value} onClick={() => void exportAll()}>
            <Glyph d={DOWNLOAD} size={14} />
            {busy.value ? t('Exporting…') : t('Export everything')}
          </button>
          <button type="button" class="button" onClick={() => (erasing.value = true)}>
            {t('Erase…')}
          </button>
        </div>
        {problem.value !== null && (
          <p class="field-error" role="alert">
            {problem.value}
          </p>
        )}
      </div>
      {fresh.dialog}
      {erasing.value && <EraseDialog context={context} onClose={() => (erasing.value = false)} />}
    </Section>
  );
}
