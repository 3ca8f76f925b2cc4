// What files are called, in the visitor's language.
import { limits } from '@throughline/types';
import type { Why } from '../core/upload-queue.js';
import { spoken, t } from '../core/words.js';

const KB = 1_000;
const MIB = 1_048_576;

/** @param bytes  `840 kB`, `1.2 MB` */
export function sizeWords(bytes: number): string {
  const [unit, value] = bytes < KB * KB ? ['kilobyte', Math.max(1, bytes / KB)] : ['megabyte', bytes / (KB * KB)];
  const maximumFractionDigits = value < 10 && unit === 'megabyte' ? 1 : 0;
  return new Intl.NumberFormat(spoken().locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits }).format(value);
}

/** Said before anything is chosen (W170). */
export const rules = (): string => t('Pictures, PDF or text, up to {n} MB each', { n: limits.FILE_MAX_BYTES / MIB });

export const whyWords = (why: Why | undefined): string =>
  why === 'type'
    ? t('Pictures, PDF or text only')
    : why === 'size'
      ? t('Larger than {n} MB', { n: limits.FILE_MAX_BYTES / MIB })
      : why === 'empty'
        ? t('This file is empty')
        : why === 'count'
          ? t('At most {n} files in one message', { n: limits.FILES_PER_MESSAGE_MAX })
          : why === 'often'
            ? t('Too many files. Try again later')
            : t('Not uploaded');
