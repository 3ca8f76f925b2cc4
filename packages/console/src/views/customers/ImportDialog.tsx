// Customers from a CSV file (K90): what its columns mean is guessed and can be changed, the first rows stand below it, and nothing is sent before
// the agent says so. Rows go in small requests; one that is refused is named by its line and stops nobody else.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { answerWords } from '../../state/answer-words.js';
import { chunksOf, guessMeanings, parseCsv } from '../../state/csv-rows.js';
import type { Csv, Meaning } from '../../state/csv-rows.js';
import { t, tn } from '../../state/t.js';
import { Dialog } from '../../ui/Dialog.js';
import { useFreshLogin } from '../access/FreshLogin.js';
import { ImportPreview } from './ImportPreview.js';
import { refusalWords } from './refusal-words.js';

const FILE_MAX_BYTES = 5 * 1024 * 1024;

interface Progress {
  done: number;
  accepted: number;
  refused: readonly { line: number; words: string }[];
  /** Why it stopped before its end. */
  stopped: string | null;
  over: boolean;
}
const NOTHING_YET: Progress = { done: 0, accepted: 0, refused: [], stopped: null, over: false };

/** @param onClose whether anything was imported */
export function ImportDialog({ onClose }: { onClose(imported: boolean): void }): VNode {
  const fresh = useFreshLogin();
  const id = useId();
  const csv = useSignal<Csv | null>(null);
  const meanings = useSignal<readonly Meaning[]>([]);
  const confirmed = useSignal(false);
  const problem = useSignal<string | null>(null);
  const progress = useSignal<Progress | null>(null);
  const left = useRef(false);
  useEffect(
    () => () => {
      left.current = true;
    },
    [],
  );

  async function choose(file: File | undefined): Promise<void> {
    csv.value = null;
    progress.value = null;
    problem.value = null;
    if (file === undefined) return;
    if (file.size > FILE_MAX_BYTES) {
      problem.value = t('This file is larger than 5 MB. Split it into several.');
      return;
    }
    const read = parseCsv(await file.text());
    if (read.rows.length === 0) {
      problem.value = t('There are no rows in this file. The first line names the columns.');
      return;
    }
    csv.value = read;
    meanings.value = guessMeanings(read.head);
  }

  async function run(read: Csv): Promise<void> {
    let now = NOTHING_YET;
    progress.value = now;
    for (const { rows, lines } of chunksOf(read, meanings.value)) {
      if (left.current) return;
      const answer = await fresh.ask((api) => api.importCustomers({ rows, confirmed: confirmed.value }));
      if (!answer.ok) {
        // Nobody confirmed: before the first row nothing happened.
        const isUnconfirmed = answer.code === 'fresh_login_needed' && now.done === 0;
        progress.value = isUnconfirmed ? null : { ...now, stopped: answerWords(answer.code), over: true };
        return;
      }
      const refused = answer.value.rejected.map(({ index, code }) => ({ line: lines[index] ?? 0, words: refusalWords(code) }));
      const { done, accepted } = now;
      now = { ...now, done: done + rows.length, accepted: accepted + answer.value.accepted, refused: [...now.refused, ...refused] };
      progress.value = now;
    }
    progress.value = { ...now, over: true };
  }

  const read = csv.value;
  const at = progress.value;
  const named = meanings.value.includes('userId') || (confirmed.value && meanings.value.some((one) => one === 'email' || one === 'phone'));
  const close = (): void => onClose((at?.accepted ?? 0) > 0);
  return (
    <>
      <Dialog title={t('Import customers')} onClose={close}>
        {at === null ? (
          <>
            <div class="field">
              <label for={id}>{t('CSV file')}</label>
              <input
                id={id}
                type="file"
                accept=".csv,text/csv,text/plain"
                aria-describedby={`${id}-hint`}
                onChange={(event) => void choose(event.currentTarget.files?.[0])}
              />
              <p class="field-hint" id={`${id}-hint`}>
                {t(
                  'One customer per line, with a first line that names the columns: user_id, email, phone, name, and whatever else you know.',
                )}
              </p>
            </div>
            {problem.value !== null && (
              <p class="field-error" role="alert">
                {problem.value}
              </p>
            )}
            {read !== null && (
              <>
                <p>{tn(read.rows.length, '{n} row', '{n} rows')}</p>
                <ImportPreview csv={read} meanings={meanings.value} onChange={(changed) => (meanings.value = changed)} />
                <label class="import-check">
                  <input type="checkbox" checked={confirmed.value} onChange={(event) => (confirmed.value = event.currentTarget.checked)} />
                  <span>{t('These e-mail addresses and phone numbers are confirmed to be theirs. Rows without a user id need this.')}</span>
                </label>
                {!named && <p class="field-hint">{t('Choose which column is the user id, or confirm the addresses.')}</p>}
              </>
            )}
          </>
        ) : (
          <Result progress={at} total={read?.rows.length ?? 0} />
        )}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={close}>
            {at?.over === true ? t('Done') : at === null ? t('Cancel') : t('Stop')}
          </button>
          {at === null && (
            <button
              type="button"
              class="button button-primary"
              aria-disabled={read === null || !named}
              onClick={() => read !== null && named && void run(read)}
            >
              {t('Import')}
            </button>
          )}
        </div>
      </Dialog>
      {fresh.dialog}
    </>
  );
}

function Result({ progress, total }: { progress: Progress; total: number }): VNode {
  return (
    <>
      <p role="status">
        {progress.over
          ? tn(progress.accepted, '{n} customer imported.', '{n} customers imported.')
          : t('{done} of {total} rows', { done: progress.done, total })}
      </p>
      {!progress.over && <progress class="import-progress" max={total} value={progress.done} aria-label={t('Import')} />}
      {progress.stopped !== null && (
        <p class="field-error" role="alert">
          {t('It stopped: {why} What was imported stays.', { why: progress.stopped })}
        </p>
      )}
      {progress.refused.length > 0 && (
        <>
          <p>{tn(progress.refused.length, '{n} row was left out:', '{n} rows were left out:')}</p>
          <ul class="import-errors" tabIndex={0} aria-label={t('Rows that were left out')}>
            {progress.refused.map(({ line, words }) => (
              <li key={line}>{t('Line {line}: {why}', { line, why: words })}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
