// Stage 1: the launcher, the site's settings, the pages seen, and commands that wait for the chunk which understands them.
// Invariants: nothing throws into the page (P87); nothing is stored, and nothing asked but the site's settings, before first use (W4,
// W5). Every byte here is loaded by every visitor: see W1 before adding one.
import type { WidgetErrorCode } from '@throughline/types';
import { fail } from './core/failure.js';
import type { Moment } from './core/moment.js';
import { isOn, mergeOptions } from './core/options.js';
import type { Raw } from './core/options.js';
import type { Door, Stage } from './seams/stages.js';
import { thisMoment, watchPages } from './io/page-views.js';
import { drawLauncher } from './ui/launcher.js';
import type { Launcher } from './ui/launcher.js';

const REFUSED: Record<number, WidgetErrorCode> = { 401: 'site_not_found', 403: 'origin_not_allowed', 404: 'site_not_found' };

export interface StageOneOptions {
  version: string;
  /** Relay address if the options do not say; ends in a slash. */
  base: string;
  /** Where options come from besides `init`, highest precedence first (W10). */
  sources: Raw[];
  begin(stage: Stage): Promise<Door>;
}
export interface StageOne {
  run(name: string, args: readonly unknown[], moment?: Moment): unknown;
  readonly stage: Stage;
  /** Once loaded. */
  door(): Door | undefined;
}

export function createStageOne({ version, base, sources, begin }: StageOneOptions): StageOne {
  let door: Door | undefined;
  let asked: Promise<Door> | undefined;
  let drawn: Launcher | undefined;
  const element = document.createElement('throughline-chat');

  const warn = (error: unknown): void => console.warn('throughline', error); // W33
  const ask = (): Promise<Door> => {
    asked ??= begin(stage).then((begun) => (door = begun));
    asked.catch((error) => {
      asked = undefined;
      warn(error);
    });
    return asked;
  };
  const run: StageOne['run'] = (name, args, moment = thisMoment()) => {
    if (door) return door.run(name, args, moment);
    const result = ask().then((begun) => begun.run(name, args, moment));
    result.catch(() => 0); // W32
    return result;
  };
  const stage: Stage = {
    version,
    element,
    state: 'idle',
    launcher: () =>
      (drawn ??= drawLauncher(element, {
        ...stage.known,
        ...stage.options,
        pressed: () => run('toggle', []),
        near: () => run('near', []),
        banished: () => (stage.state = 'blocked'),
      })),
    start(given) {
      const own = mergeOptions([Object(given), ...sources]);
      const { site, load = 'idle' } = own;
      const host = (own['host'] = `${own['host'] ?? base}`.replace(/\/*$/, '/'));
      if (!site) return;
      stage.state = 'loading';
      stage.options = own;
      stage.views = watchPages();
      stage.settings = fetch(`${host}visitor/v1/settings/${site}`, { credentials: 'omit', referrer: '' }).then(
        async (answer) => (answer.ok ? (stage.known = await answer.json()) : fail(REFUSED[answer.status] ?? 'network')),
        () => fail('network'),
      );
      const ready = (): void => {
        stage.state = 'ready';
        element.dispatchEvent(new CustomEvent('throughline:ready', { bubbles: true, composed: true }));
      };
      const appear = (): void => {
        if (stage.options !== own) return;
        stage.launcher();
        if (stage.known) ready();
        let before: unknown = isOn(own['open']) || own['consent'] === 'granted' || own['token'];
        try {
          before ||= localStorage[`tl:${site}:anon`];
        } catch {
          // Blocked storage remembers nobody.
        }
        if (before) run('resume', []);
      };
      const idle = (): unknown => (window.requestIdleCallback ?? setTimeout)(appear);
      const soon = (): unknown =>
        load === 'manual'
          ? ready()
          : load === 'now'
            ? appear()
            : document.readyState === 'complete'
              ? idle()
              : addEventListener('load', idle);
      stage.settings.then(soon, (error) => {
        warn(error);
        if (error.retryable) soon(); // else unknown site, foreign origin: no launcher that leads nowhere
      });
    },
    stop() {
      stage.views?.stop();
      drawn?.remove();
      drawn = stage.options = stage.known = undefined;
      stage.state = 'destroyed';
    },
  };
  return { run, stage, door: () => door };
}
