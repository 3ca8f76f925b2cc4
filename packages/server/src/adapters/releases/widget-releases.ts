// The widget's files of releases this relay has served: a page that loaded yesterday's loader finds yesterday's chunks after an upgrade
// (W102). Invariant: nothing of a release is removed before it was out of service for 90 days; what cannot be kept is said in the log.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asError } from '../../domain/as-error.js';
import type { Clock } from '../../ports/clock.js';
import type { Log } from '../../ports/log.js';

const KEPT_MS = 90 * 24 * 60 * 60 * 1000;
const RELEASE = /^\d+\.\d+\.\d+[\w.+-]*$/;
/** In the folder of a release that another one replaced: since when, ms since the epoch. Never served: it starts with a dot. */
const REPLACED = '.replaced';

const releasesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && RELEASE.test(entry.name))
        .map(({ name }) => name)
    : [];

function keep(bundle: string, kept: string, now: number): void {
  mkdirSync(kept, { recursive: true });
  const current = releasesIn(bundle);
  for (const version of current) {
    cpSync(join(bundle, version), join(kept, version), { recursive: true });
    rmSync(join(kept, version, REPLACED), { force: true });
  }
  for (const version of releasesIn(kept).filter((one) => !current.includes(one))) {
    const mark = join(kept, version, REPLACED);
    if (!existsSync(mark)) writeFileSync(mark, String(now));
    else if (Number(readFileSync(mark, 'utf8')) < now - KEPT_MS) rmSync(join(kept, version), { recursive: true });
  }
}

/** @param bundle the folder of this relay's own files, one folder per version  @param kept where all of them are kept */
export function keepWidgetReleases({ bundle, kept, clock, log }: { bundle: string; kept: string; clock: Clock; log: Log }): void {
  try {
    keep(bundle, kept, clock.now());
  } catch (error) {
    log.warn('Files of the widget could not be kept for pages that are open now', { error: asError(error) });
  }
}
