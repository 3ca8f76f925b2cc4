// What runs inside the page that `bench/console.ts` measures: the feed of rows, frames, and the way from a key to paint.

/** Of a row only what the feed changes; the rest is as the relay sent it. */
interface Row {
  id: string;
  [field: string]: unknown;
}
interface Held {
  socket: WebSocket | null;
  row: Row | null;
  /** Round trip that is added to what the console says over its socket, ms: the browser's own throttling leaves sockets alone. */
  linkMs: number;
}
declare global {
  interface Window {
    held: Held;
    /** From the key that was watched to paint, ms. */
    shown: Promise<number>;
    /** From the start of the navigation until the list can be used, ms. */
    usable: Promise<number>;
  }
}

/** Keeps the agent's socket and one row that came over it. Runs before the page's own scripts. */
export function keepSocket(): void {
  const held: Held = { socket: null, row: null, linkMs: 0 };
  window.held = held;
  window.WebSocket = class extends window.WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      held.socket = this;
      this.addEventListener('message', ({ data }) => {
        if (typeof data !== 'string' || !data.startsWith('43') || !data.includes('"rows":[{')) return;
        const [answer]: [{ rows: Row[] }] = JSON.parse(data.slice(data.indexOf('[')));
        held.row ??= answer.rows[0] ?? null;
      });
    }
    override send(data: Parameters<WebSocket['send']>[0]): void {
      if (held.linkMs === 0) super.send(data);
      else setTimeout(() => super.send(data), held.linkMs);
    }
  };
}

export interface Feed {
  ids: readonly string[];
  perSecond: number;
  seconds: number;
  /** `socket`: into the console's own socket, as if the relay had pushed it; `list`: into a plain list of 60 lines; `none`: frames alone. */
  into: 'socket' | 'list' | 'none';
}
export interface FeedFigures {
  /** Between frames, ms. */
  frames: number[];
  /** From a key to its handler, ms. */
  delays: number[];
  pushed: number;
  /** Most rows that were in the document at once. */
  rows: number;
}

/** Feeds rows at a steady rate and looks at every frame; each key that is pressed meanwhile is timed. */
export function feed({ ids, perSecond, seconds, into }: Feed): Promise<FeedFigures> {
  const figures: FeedFigures = { frames: [], delays: [], pushed: 0, rows: 0 };
  const lines = document.querySelectorAll('li');
  const begun = performance.now();
  const onKey = (event: KeyboardEvent): void => void figures.delays.push(performance.now() - event.timeStamp);
  document.addEventListener('keydown', onKey, { capture: true });
  const pushOne = (n: number): void => {
    const text = `Update ${n}: is there any news of my order?`;
    if (into === 'list') {
      const line = lines[n % lines.length];
      if (line !== undefined) line.textContent = text;
      return;
    }
    const { socket, row } = window.held;
    if (socket === null || row === null) throw new Error('The console has no socket or no row yet');
    const now = Date.now();
    const next = { ...row, id: ids[n % ids.length], pubHead: 10 + n, lastText: text, lastAt: now, lastFrom: 'visitor' };
    socket.dispatchEvent(new MessageEvent('message', { data: `42${JSON.stringify(['row', next])}` }));
  };
  const timer = setInterval(() => {
    const due = into === 'none' ? 0 : Math.floor(((performance.now() - begun) / 1_000) * perSecond);
    for (; figures.pushed < due; figures.pushed += 1) pushOne(figures.pushed);
  }, 5);
  return new Promise((resolve) => {
    let last = 0;
    const frame = (at: number): void => {
      if (last !== 0) figures.frames.push(at - last);
      last = at;
      if (figures.frames.length % 60 === 0) figures.rows = Math.max(figures.rows, document.querySelectorAll('[data-conv]').length);
      if (performance.now() - begun < seconds * 1_000) {
        requestAnimationFrame(frame);
        return;
      }
      clearInterval(timer);
      document.removeEventListener('keydown', onKey, { capture: true });
      resolve(figures);
    };
    requestAnimationFrame(frame);
  });
}

/** Waits for the next key, then for the frame after the one in which thread and context of this conversation stand; `shown` is how long it took. */
export function watchSwitch(conv: string): void {
  const entry = (): string | null => document.querySelector('[role=log] article[data-entry]')?.getAttribute('data-entry') ?? null;
  const left = entry();
  window.shown = new Promise((resolve) => {
    const wait = (from: number): void => {
      const frame = (): void => {
        const there =
          location.pathname.endsWith(conv) &&
          entry() !== null &&
          entry() !== left &&
          document.querySelector('.pane-context .headline') !== null;
        if (there) requestAnimationFrame(() => resolve(performance.now() - from));
        else requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    };
    document.addEventListener('keydown', (event) => wait(event.timeStamp), { capture: true, once: true });
  });
}

/** The same of a page that only writes one line: what a key costs at least. */
export function watchLine(): void {
  window.shown = new Promise((resolve) => {
    const onKey = ({ timeStamp }: KeyboardEvent): void => {
      document.body.append(document.createTextNode('One more line. '));
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - timeStamp)));
    };
    document.addEventListener('keydown', onKey, { capture: true, once: true });
  });
}

/** Watches for the first list. Runs before the page's own scripts. */
export function watchUsable(): void {
  window.usable = new Promise((resolve) => {
    const look = (): void => {
      const there = document.querySelector('[aria-label="Conversations"][aria-busy="false"] [data-conv]') !== null;
      if (there) requestAnimationFrame(() => resolve(performance.now()));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

/** Waits for the next key that changes a field, then for the paint after it. */
export function watchGlyph(): void {
  window.shown = new Promise((resolve) => {
    const onKey = ({ timeStamp }: KeyboardEvent): void => {
      const painted = new MessageChannel(); // its message is read after the frame was drawn
      painted.port1.addEventListener('message', () => resolve(performance.now() - timeStamp), { once: true });
      painted.port1.start();
      const onInput = (): void => void requestAnimationFrame(() => painted.port2.postMessage(null));
      document.addEventListener('input', onInput, { capture: true, once: true });
    };
    document.addEventListener('keydown', onKey, { capture: true, once: true });
  });
}

/** Goes to an address inside the console; how long until what `until` selects is painted, ms. */
export function visit({ address, until, withinMs }: { address: string; until: string; withinMs: number }): Promise<number> {
  const from = performance.now();
  history.pushState(null, '', address);
  dispatchEvent(new PopStateEvent('popstate'));
  return new Promise((resolve, reject) => {
    const frame = (): void => {
      if (document.querySelector(until) !== null) requestAnimationFrame(() => resolve(performance.now() - from));
      else if (performance.now() - from > withinMs) reject(new Error(`${address} was not shown`));
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

/** Scrolls to the end, so many pixels in each frame; the frames, and the most rows that were in the document. Ends after `withinMs` at the latest. */
export function scrollThrough({
  list,
  step,
  stillFrames,
  withinMs,
}: {
  list: string;
  step: number;
  /** Without movement: no further page came meanwhile. */
  stillFrames: number;
  withinMs: number;
}): Promise<{ frames: number[]; rows: number; reachedEnd: boolean }> {
  const element = document.querySelector(list);
  if (element === null) throw new Error(`No ${list}`);
  const frames: number[] = [];
  let [last, still, rows] = [0, 0, 0];
  return new Promise((resolve) => {
    // Not by frames: a page that is not drawn has none, and one that grows while it is scrolled has no end.
    const late = setTimeout(() => resolve({ frames, rows, reachedEnd: false }), withinMs);
    const frame = (at: number): void => {
      if (last !== 0) frames.push(at - last);
      last = at;
      const before = element.scrollTop;
      element.scrollTop += step;
      still = element.scrollTop === before ? still + 1 : 0;
      if (frames.length % 20 === 0) rows = Math.max(rows, element.querySelectorAll('li').length);
      if (still < stillFrames) {
        requestAnimationFrame(frame);
        return;
      }
      clearTimeout(late);
      resolve({ frames: frames.slice(0, -stillFrames), rows, reachedEnd: true });
    };
    requestAnimationFrame(frame);
  });
}

/** Asks for one address after the other as the signed-in person; how long each answer took, ms. */
export async function asked(addresses: readonly string[]): Promise<number[]> {
  const took: number[] = [];
  for (const address of addresses) {
    const from = performance.now();
    const answer = await fetch(address, { headers: { 'x-throughline': 'console' }, cache: 'no-store' });
    await answer.text();
    took.push(performance.now() - from);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  }
  return took;
}
