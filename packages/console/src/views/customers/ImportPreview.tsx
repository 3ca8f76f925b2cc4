// The first rows of a file, each column under what it means (K90).
import type { VNode } from 'preact';
import type { Csv, Meaning } from '../../state/csv-rows.js';
import { t } from '../../state/t.js';

const ROWS_SHOWN = 4;

interface Props {
  csv: Csv;
  meanings: readonly Meaning[];
  onChange(meanings: readonly Meaning[]): void;
}

function meaningWords(meaning: Meaning): string {
  switch (meaning) {
    case 'userId':
      return t('User id');
    case 'email':
      return t('E-mail');
    case 'phone':
      return t('Phone');
    case 'name':
      return t('Name');
    case 'trait':
      return t('Keep as it is');
    case 'none':
      return t('Leave out');
  }
}
const MEANINGS: readonly Meaning[] = ['userId', 'email', 'phone', 'name', 'trait', 'none'];
const ONCE: readonly Meaning[] = ['userId', 'email', 'phone', 'name'];

export function ImportPreview({ csv, meanings, onChange }: Props): VNode {
  const choose = (column: number, value: string): void => {
    const chosen = MEANINGS.find((one) => one === value) ?? 'none';
    // Two columns cannot both be the name: the other one is kept as what it was called.
    onChange(meanings.map((old, at) => (at === column ? chosen : old === chosen && ONCE.includes(chosen) ? 'trait' : old)));
  };
  return (
    <div class="import-scroll" role="group" aria-label={t('First rows')} tabIndex={0}>
      <table class="import-map">
        <thead>
          <tr>
            {csv.head.map((column, at) => (
              <th key={at} scope="col">
                <bdi>{column}</bdi>
              </th>
            ))}
          </tr>
          <tr>
            {csv.head.map((column, at) => (
              <th key={at}>
                <select
                  aria-label={t('What {column} is', { column })}
                  value={meanings[at] ?? 'none'}
                  onChange={(event) => choose(at, event.currentTarget.value)}
                >
                  {MEANINGS.map((one) => (
                    <option key={one} value={one}>
                      {meaningWords(one)}
                    </option>
                  ))}
                </select>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {csv.rows.slice(0, ROWS_SHOWN).map(({ line, cells }) => (
            <tr key={line}>
              {csv.head.map((_column, at) => (
                <td key={at} dir="auto">
                  {cells[at] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
