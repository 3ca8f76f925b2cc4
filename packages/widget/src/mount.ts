// What the wrappers share: one running widget for however many components ask for it.
// Invariant: it ends one tick after the last of them went, unless one came meanwhile: React's StrictMode mounts twice, a route change
// replaces a component by its equal (W53).
import type { InitOptions, RuntimeOptions } from './api.js';
import { consent, destroy, identify, init, reset, setTokenProvider, update } from './index.js';

let holders = 0;
let running: InitOptions | undefined;

/** Is it another one? Functions count as equal: one that is written inline is a new one with every render. */
const differs = (before: InitOptions, after: InitOptions, name: keyof InitOptions): boolean =>
  JSON.stringify(before[name]) !== JSON.stringify(after[name]);

const RUNTIME = ['locale', 'texts', 'theme', 'color', 'position', 'offset', 'launcher'] satisfies (keyof RuntimeOptions)[];
const WHO = ['token', 'userId', 'email', 'name'] satisfies (keyof InitOptions)[];

/** Tells the running widget what changed; what counts only at the start (`load`, `open`, `track`) stays. */
function pass(before: InitOptions, options: InitOptions): void {
  const changed = RUNTIME.filter((name) => differs(before, options, name));
  if (changed[0]) void update(Object.fromEntries(changed.map((name) => [name, options[name]])));
  if (differs(before, options, 'consent') && (options.consent === 'granted' || options.consent === 'denied')) void consent(options.consent);
  if (!WHO.some((name) => differs(before, options, name))) return;
  const { token, userId, email, name } = options;
  const traits = { ...(email ? { email } : {}), ...(name ? { name } : {}) };
  if (userId) void identify(userId, traits, typeof token === 'string' ? { token } : {});
  else if (before.userId || (before.token && !token)) void reset();
  else if (differs(before, options, 'token')) void setTokenProvider(() => (typeof token === 'string' ? token : null));
  else void identify(traits);
}

/** Starts the widget, or tells the running one what changed; another site or relay ends the old one first. Returns the undo. */
export function mount(options: InitOptions): () => void {
  holders += 1;
  const before = running;
  running = options;
  if (before && before.site === options.site && before.host === options.host) pass(before, options);
  else {
    if (before) destroy();
    void init(options);
  }
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    holders -= 1;
    setTimeout(() => {
      if (holders || !running) return;
      running = undefined;
      destroy();
    });
  };
}
