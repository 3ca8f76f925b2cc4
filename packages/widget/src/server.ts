// The npm entry where there is no page: the same names, doing nothing. Chosen by the `node`, `worker` and `deno` export conditions, so
// that a component which calls the chat can be rendered on a server (W60). Invariant: everything settles, nothing is kept.
import type * as browser from './index.js';
import { VERSION } from './core/version.js';

export type * from './api.js';
export type { ThroughlineError } from './core/failure.js';

const nothing = async (): Promise<void> => undefined;
const receipt = async (): Promise<{ id: string; queued: true }> => ({ id: '', queued: true });
const undo = (): (() => void) => () => undefined;

export const init: typeof browser.init = nothing;
export const identify: typeof browser.identify = async () => ({ userId: null, verified: false, conversations: 0 });
export const setTokenProvider: typeof browser.setTokenProvider = nothing;
export const track: typeof browser.track = receipt;
export const page: typeof browser.page = receipt;
export const group: typeof browser.group = receipt;
export const alias: typeof browser.alias = receipt;
export const flush: typeof browser.flush = nothing;
export const reset: typeof browser.reset = nothing;
export const destroy: typeof browser.destroy = () => undefined;
export const open: typeof browser.open = nothing;
export const compose: typeof browser.compose = nothing;
export const close: typeof browser.close = () => undefined;
export const toggle: typeof browser.toggle = nothing;
export const show: typeof browser.show = () => undefined;
export const hide: typeof browser.hide = () => undefined;
export const update: typeof browser.update = nothing;
export const consent: typeof browser.consent = nothing;
export const on: typeof browser.on = undo;
export const once: typeof browser.once = undo;
export const off: typeof browser.off = () => undefined;
export const ready: typeof browser.ready = nothing;
export const state: typeof browser.state = () => 'idle';
export const unread: typeof browser.unread = () => 0;
export const anonymousId: typeof browser.anonymousId = () => null;
export const userId: typeof browser.userId = () => null;
export const version: string = VERSION;
