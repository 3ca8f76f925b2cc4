// Between the loader and what it set off: makes the visit when one is needed, fetches the commands when the page uses them, and turns
// every failure into a rejection the page may ignore. Invariants: never throws (P87); every promise handed out has a catch attached
// (W32); an error code warns once per page (W33).
import type { Events } from './api.js';
import { fail, failure, isFailure } from './core/failure.js';
import { isOn } from './core/options.js';
import type { Chunks, Command, Door, Stage, Visit } from './seams/stages.js';
import { thisMoment } from './io/page-views.js';
import { createVisit } from './visit.js';

export function openDoor(stage: Stage, chunks: Chunks): Door {
  const warned = new Set<string>();
  let visit: Visit | undefined;
  let commands: Record<string, Command> | undefined;

  const emit = <K extends keyof Events>(event: K, detail?: Events[K]): void => {
    stage.element.dispatchEvent(new CustomEvent(`throughline:${event}`, { detail, bubbles: true, composed: true })); // W30
  };
  const report = (error: unknown): unknown => {
    const known = isFailure(error) ? error : failure(/fetch|import|load/i.test(`${error}`) ? 'network' : 'invalid_argument', `${error}`);
    const { code, message, docs, retryable } = known;
    if (!warned.has(code) || isOn(stage.options?.['debug'])) console.warn('throughline', code, message, docs);
    warned.add(code);
    emit('error', { code, message, docs, retryable });
    const { options } = stage;
    if (options && /panel/.test(message) && code === 'blocked') {
      // The launcher leads to the hosted page (W91).
      stage.state = code;
      stage.launcher().button.onclick = () => open(`${options['host']}chat/${options['site']}`);
    }
    return known;
  };
  const live = (): Visit => {
    const { options, state } = stage;
    if (options) options['token'] ??= options['userToken']; // as the attribute is called
    const settings = stage.settings?.catch((status: unknown) =>
      fail(status === 403 ? 'origin_not_allowed' : status === 404 ? 'site_not_found' : 'network'),
    );
    settings?.catch(() => undefined); // whoever asks is told
    return (visit ??=
      options && settings
        ? createVisit({ stage, options, settings, chunks, emit, report })
        : fail(state === 'destroyed' ? state : 'not_initialised'));
  };
  const stop = (): void => {
    visit?.stop();
    visit = undefined;
    stage.stop();
  };
  let fetching: Promise<Record<string, Command>> | undefined;
  /** Once: calls run in call order (W21). */
  const fetched = (): Promise<Record<string, Command>> => {
    const mine = (fetching ??= chunks
      .calls()
      .then(({ createCommands }) => (commands = createCommands({ stage, live, emit, report, stop }))));
    mine.catch(() => (fetching = undefined));
    return mine;
  };

  return {
    run(name, args, moment) {
      const call = (known: Record<string, Command>): unknown =>
        Object.hasOwn(known, name) ? known[name]?.(moment, ...args) : fail('invalid_argument', name);
      let result: unknown;
      try {
        // The launcher needs no more than the visit; but calls that came before it run before it.
        result =
          name === 'near' || name === 'resume' // the loader's own
            ? this[name]()
            : commands
              ? call(commands)
              : name === 'toggle' && !fetching
                ? live().toggle()
                : fetched().then(call);
      } catch (error) {
        result = Promise.reject(error);
      }
      if (!(result instanceof Promise)) return result;
      const told = result.catch((error: unknown) => {
        throw report(error);
      });
      told.catch(() => undefined);
      return told;
    },
    visit: () => visit,
    resume() {
      live().resume();
      const { token, userId, email, name, userEmail = email, userName = name } = stage.options ?? {};
      const traits = { email: userEmail, name: userName };
      if (userId || userEmail || userName) this.run('identify', userId ? [userId, traits] : [traits], thisMoment());
      if (token) this.run('setTokenProvider', [token], thisMoment());
    },
    near: () => void (stage.state === 'blocked' || live().near()),
  };
}
