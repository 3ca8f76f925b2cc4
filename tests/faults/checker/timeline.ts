// A picture of a run that failed (P116): one lane per process, faults as bands over the lanes they hit, and what the verdict names drawn strong.
// One page without scripts; hovering a mark tells the line behind it. Pure.
import type { Line } from '../history.js';
import { smallest } from './check.js';
import { of } from './facts.js';
import type { Verdict } from './facts.js';

const LANE_HEIGHT = 22;
const LEFT = 92;
const TOP = 34;
const WIDTH = 1_500;
const MARKS_MAX = 12_000;
const TICKS = 12;
const NS_PER_S = 1e9;
/** Distinct in light and dark, and told apart by shape too. */
const BANDS = ['#f4c28a', '#b9cdf0', '#d9b8e6', '#b7e0c4', '#f0b6b6', '#e3dca0'];

export interface Pictured {
  lines: readonly Line[];
  options: { seed: number; store: string; relays: number };
}

const escape = (text: string): string => text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);
const rank = (p: string): string => {
  const order = ['nemesis', 'relay', 'sink', 'v', 'a'].findIndex((start) => p.startsWith(start));
  return `${order < 0 ? 9 : order}${p.replace(/\d+/, (digits) => digits.padStart(4, '0'))}`;
};

/** How a line is drawn; null: not at all. */
function mark(line: Line): { shape: 'dot' | 'ring' | 'cross' | 'flag' | 'tick'; colour: string; text: string } | null {
  switch (line.f) {
    case 'submit': {
      if (line.type === 'invoke') return { shape: 'ring', colour: '#5b6b7b', text: `submit ${line.cid}` };
      if (line.type === 'ok')
        return { shape: 'dot', colour: '#1c7c3f', text: `ack ${line.cid} = ${line.lane} ${line.seq}${line.dup ? ' (dup)' : ''}` };
      if (line.type === 'info') return { shape: 'cross', colour: '#b35900', text: `no answer for ${line.cid}` };
      return { shape: 'cross', colour: '#b00020', text: `refused ${line.cid}: ${line.code}` };
    }
    case 'render':
      return {
        shape: 'tick',
        colour: '#3b6fb5',
        text: `drew ${line.conv} ${line.lane} from ${line.first + line.keep}: ${line.add.map(([id]) => id).join(' ')}`,
      };
    case 'reload':
      return { shape: 'flag', colour: '#7a3ea0', text: 'reload' };
    case 'bug':
    case 'leak':
      return { shape: 'flag', colour: '#b00020', text: line.what };
    case 'exit':
      return { shape: 'flag', colour: '#b00020', text: `${line.target}: ${line.how.slice(0, 80)}` };
    case 'log':
      return { shape: 'flag', colour: '#b35900', text: line.line.slice(0, 200) };
    default:
      return null;
  }
}

function drawn(shape: NonNullable<ReturnType<typeof mark>>['shape'], x: number, y: number, colour: string, strong: boolean): string {
  const r = strong ? 5 : 2.6;
  switch (shape) {
    case 'dot':
      return `<circle cx="${x}" cy="${y}" r="${r}" fill="${colour}"/>`;
    case 'ring':
      return `<circle cx="${x}" cy="${y}" r="${r}" fill="none" stroke="${colour}" stroke-width="1.4"/>`;
    case 'cross':
      return `<path d="M${x - r} ${y - r}L${x + r} ${y + r}M${x - r} ${y + r}L${x + r} ${y - r}" stroke="${colour}" stroke-width="1.8"/>`;
    case 'flag':
      return `<path d="M${x} ${y + 8}V${y - 8}L${x + 8} ${y - 4}L${x} ${y}" fill="${colour}" stroke="${colour}"/>`;
    case 'tick':
      return `<path d="M${x} ${y + 3}V${y + 9}" stroke="${colour}" stroke-width="${strong ? 3 : 1.2}"/>`;
  }
}

export function timelinePage({ lines, options }: Pictured, bad: readonly Verdict[]): string {
  const [violation] = bad[0]?.violations ?? [];
  const strong = new Set(smallest(lines, violation?.about ?? []).map(({ t, p }) => `${t} ${p}`));
  const start = lines[0]?.t ?? 0;
  const end = lines.at(-1)?.t ?? 1;
  const x = (t: number): number => Math.round(LEFT + ((t - start) / Math.max(1, end - start)) * (WIDTH - LEFT - 20));
  const names = [...new Set(lines.map(({ p }) => p))].filter((p) => !['sql', 'api', 'fresh'].includes(p));
  const lanes = names.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  const y = (p: string): number => TOP + lanes.indexOf(p) * LANE_HEIGHT + LANE_HEIGHT / 2;
  const height = TOP + lanes.length * LANE_HEIGHT + 20;

  const grid = Array.from({ length: TICKS + 1 }, (_, i) => {
    const t = start + ((end - start) * i) / TICKS;
    return `<path d="M${x(t)} ${TOP - 6}V${height - 20}" class="grid"/><text x="${x(t)}" y="${TOP - 12}" class="time">${((t - start) / NS_PER_S).toFixed(0)} s</text>`;
  });
  const rows = lanes.map(
    (p) => `<text x="${LEFT - 10}" y="${y(p) + 4}" class="name">${escape(p)}</text><path d="M${LEFT} ${y(p)}H${WIDTH - 20}" class="lane"/>`,
  );
  const kinds = [...new Set(of(lines, 'fault').map(({ kind }) => kind))];
  const colourOf = (kind: string): string => BANDS[kinds.indexOf(kind) % BANDS.length] ?? '#ddd';
  const bands = of(lines, 'fault').map(({ t, kind, target, until }) => {
    const left = x(t);
    const width = Math.max(3, x(t + until * 1e6) - left);
    // Links in groups of three: group g holds every third visitor and agent.
    const group = /^links (\d)/.exec(target)?.[1];
    const hit = lanes.filter((p) =>
      group === undefined ? p === target.split(/[ –]/)[0] : /^[va]\d/.test(p) && (Number(p.slice(1)) - 1) % 3 === Number(group),
    );
    const places = target === 'all links' ? lanes.filter((p) => /^[va]\d/.test(p)) : hit;
    const title = `<title>${escape(`${kind} on ${target}, ${Math.round(until)} ms`)}</title>`;
    const boxes = [...places, 'nemesis'].map(
      (p) => `<rect x="${left}" y="${y(p) - LANE_HEIGHT / 2}" width="${width}" height="${LANE_HEIGHT}" fill="${colourOf(kind)}"/>`,
    );
    return `<g opacity=".55">${title}${boxes.join('')}</g><text x="${left + 2}" y="${y('nemesis') + 3}" class="fault">${escape(kind)}</text>`;
  });
  const offline: string[] = [];
  const downSince = new Map<string, number>();
  for (const line of lines) {
    if (line.f === 'down' || line.f === 'reload') downSince.set(line.p, downSince.get(line.p) ?? line.t);
    if (line.f !== 'up') continue;
    const since = downSince.get(line.p);
    downSince.delete(line.p);
    if (since !== undefined) offline.push(`<path d="M${x(since)} ${y(line.p)}H${x(line.t)}" class="off"/>`);
  }
  const marks = lines.flatMap((line) => {
    const drawing = mark(line);
    if (drawing === null) return [];
    const isStrong = strong.has(`${line.t} ${line.p}`);
    const told = `<title>${escape(`${((line.t - start) / NS_PER_S).toFixed(3)} s ${line.p}: ${drawing.text}`)}</title>`;
    return [`<g${isStrong ? ' class="strong"' : ''}>${told}${drawn(drawing.shape, x(line.t), y(line.p), drawing.colour, isStrong)}</g>`];
  });
  const verdicts = bad.map(({ name, violations }) => {
    const some = violations.slice(0, 8).map(({ what }) => `<li>${escape(what)}</li>`);
    return `<h2>${escape(name)} <small>${violations.length}</small></h2><ul>${some.join('')}</ul>`;
  });
  const story = smallest(lines, violation?.about ?? []).map(
    (line) =>
      `<tr><td>${((line.t - start) / NS_PER_S).toFixed(3)}</td><td>${escape(line.p)}</td><td>${escape(JSON.stringify({ ...line, t: undefined, p: undefined }).slice(0, 260))}</td></tr>`,
  );
  const key =
    '<p class="key">○ submit &nbsp; ● ack &nbsp; × no answer, or refused &nbsp; ⚑ reload, exit, bug &nbsp; <span class="tick">|</span> drawn &nbsp; <span class="offkey">━</span> offline. What the first violation is about is drawn large.</p>';
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Seed ${options.seed}</title><style>
body{font:15px/1.45 system-ui,sans-serif;margin:24px;color:#1c2630;background:#fff}h1{font-size:20px;margin:0 0 2px}h2{font-size:15px;margin:14px 0 2px;color:#b00020}h2 small{color:#5b6b7b;font-weight:400}
ul{margin:0;padding-left:18px}li{overflow-wrap:anywhere}.key{color:#45525f}.tick{color:#3b6fb5;font-weight:700}.offkey{color:#d06a6a}
.scroll{overflow-x:auto;border:1px solid #d8dee4;border-radius:8px}.grid{stroke:#e6eaee}.lane{stroke:#eef1f4}.time{font-size:11px;fill:#5b6b7b;text-anchor:middle}
.name{font-size:12px;fill:#1c2630;text-anchor:end}.fault{font-size:9px;fill:#3d2b12}.off{stroke:#d06a6a;stroke-width:5;opacity:.6}.strong{filter:drop-shadow(0 0 2px #b00020)}
table{border-collapse:collapse;font:12px/1.5 ui-monospace,monospace}td{padding:1px 10px 1px 0;vertical-align:top;overflow-wrap:anywhere}td:nth-child(-n+2){white-space:nowrap;color:#45525f}
</style><h1>Seed ${options.seed}</h1><p class="key">${escape(options.store)}, ${options.relays} relay(s), ${lines.length} lines of history</p>
${verdicts.join('')}${key}<div class="scroll"><svg width="${WIDTH}" height="${height}" role="img" aria-label="Timeline">${[...grid, ...rows, ...bands, ...offline, ...marks.slice(0, MARKS_MAX)].join('')}</svg></div>
<h2>The smallest history of the first violation</h2><table>${story.join('')}</table></html>`;
}
