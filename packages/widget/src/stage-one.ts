// Stage 1: the launcher, the site's settings, the pages seen, and commands that wait for the chunk which understands them.
// Invariants: nothing throws into the page (P87); nothing is stored, and nothing asked but the site's settings, before first use (W4,
// W5). Every byte here is loaded by every visitor: see W1 before adding one.
import type { Moment } from './core/moment.js';
import { VERSION } from './core/version.js';
import { isOn, mergeOptions } from './core/options.js';
import type { Raw } from './core/options.js';
import type { Door, Stage } from './seams/stages.js';
import { thisMoment, watchPages } from './io/page-views.js';
import { drawLauncher } from './ui/launcher.js';
import type { Launcher } from './ui/launcher.js';

export interface StageOne {
  run(name: string, args: readonly unknown[], moment?: Moment): unknown;
  readonly stage: Stage;
  /** Once loaded. */
  door(): Door | undefined;
}

/**
 * @param base relay address if the options do not say; ends in a slash
 * @param sources where options come from besides `init`, highest precedence first (W10)
 */
export function createStageOne(base: string, sources: readonly Raw[], begin: (stage: Stage) => Promise<Door>): StageOne {
  let door: Door | undefined;
  let asked: Promise<Door> | undefined;
  let drawn: Launcher | undefined;
  let leaving: AbortController | undefined;
  const element = document.createElement('throughline-chat');

  const warn = (error: unknown): void => console.warn('throughline', error); // W33
  const run: StageOne['run'] = (name, args, moment = thisMoment()) => {
    if (door) return door.run(name, args, moment);
    // Once per page (W24).
    asked ??= begin(stage).then(
      (begun) => (door = begun),
      (error) => {
        stage.state = 'blocked';
        warn(error);
        throw error;
      },
    );
    const result = asked.then((begun) => begun.run(name, args, moment));
    result.catch(() => 0); // W32
    return /^on/.test(name) ? () => result.then((undo) => Object(undo)()).catch(() => 0) : result;
  };
  /** Openers of the page's own (widget.md §2). `bubble` and `none` are selectors too: of elements that no page has. */
  const clicked = (event: Event): void => {
    const { target } = event;
    const openers = `:is([href="#throughline"],[data-throughline-open],${stage.options?.['launcher']})`; // forgives what is no selector
    if (target instanceof Element && target.closest(openers)) {
      event.preventDefault();
      run('toggle', []);
    }
  };
  const stage: Stage = {
    version: VERSION,
    element,
    state: 'idle',
    launcher: () => (drawn ??= drawLauncher(element, { ...stage.known, ...stage.options }, run, () => (stage.state = 'blocked'))),
    start(given) {
      const own = mergeOptions([Object(given), ...sources]);
      const { site, load } = own;
      const host = (own['host'] = `${own['host'] ?? base}`.replace(/\/*$/, '/'));
      if (!site) return;
      stage.state = 'loading';
      stage.options = own;
      const { signal } = (leaving = new AbortController());
      stage.views = watchPages(signal);
      document.addEventListener('click', clicked, { signal });
      // Rejects with the status of a refusal, else with what the browser says; the door gives it a code.
      stage.settings = fetch(`${host}visitor/v1/settings/${site}`, { credentials: 'omit', referrer: '' }).then(async (answer) =>
        answer.ok ? (stage.known = await answer.json()) : Promise.reject(answer.status),
      );
      const ready = (): void => {
        stage.state = 'ready';
        element.dispatchEvent(new CustomEvent('throughline:ready', { bubbles: true, composed: true }));
      };
      const appear = (): void => {
        if (stage.options !== own || stage.state === 'ready') return;
        stage.launcher();
        if (stage.known) ready();
        let before: unknown = isOn(own['open']) || own['consent'] === 'granted' || own['token'] || own['userToken'] || own['userId'];
        try {
          before ||= localStorage[`tl:${site}:anon`];
          if (sessionStorage[`tl:${site}:hidden`]) stage.launcher().button.hidden = true; // W126
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
            : load === 'interaction'
              ? ['pointermove', 'keydown'].map((name) => addEventListener(name, appear, { once: true, signal }))
              : document.readyState === 'complete'
                ? idle()
                : addEventListener('load', idle);
      stage.settings.then(soon, (error) => {
        warn(error);
        if (!/40[34]/.test(error)) soon(); // unknown site, foreign origin: no launcher that leads nowhere
      });
    },
    stop() {
      leaving?.abort();
      drawn?.remove();
      drawn = stage.options = stage.known = undefined;
      stage.state = 'destroyed';
    },
  };
  return { run, stage, door: () => door };
}
