// The list on screen as a CSV file (K90): unmasked and audited, so it needs a fresh login (S81).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { answerWords } from '../../state/answer-words.js';
import { apiQuery } from '../../state/customers-query.js';
import type { CustomersQuery } from '../../state/customers-query.js';
import { t } from '../../state/t.js';
import { Glyph } from '../../ui/Icon.js';
import { DOWNLOAD } from '../../ui/later-icons.js';
import { useFreshLogin } from '../access/FreshLogin.js';
import { useConsole } from '../console-context.js';
import { saveFile } from './save-file.js';

export function ExportButton({ query }: { query: CustomersQuery }): VNode {
  const { store } = useConsole();
  const fresh = useFreshLogin();
  const busy = useSignal(false);
  const problem = useSignal<string | null>(null);
  async function run(): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    const answer = await fresh.ask((api) => api.customersFile(apiQuery(query, store.now.value)));
    busy.value = false;
    problem.value = answer.ok || answer.code === 'fresh_login_needed' ? null : answerWords(answer.code);
    if (!answer.ok) return;
    saveFile(answer.value, 'customers.csv');
    store.status.value = t('The list was exported');
  }
  return (
    <>
      <button type="button" class="button" aria-disabled={busy.value} onClick={() => void run()}>
        <Glyph d={DOWNLOAD} size={14} />
        {busy.value ? t('Exporting…') : t('Export CSV')}
      </button>
      {problem.value !== null && (
        <p class="field-error" role="alert">
          {problem.value}
        </p>
      )}
      {fresh.dialog}
    </>
  );
}
