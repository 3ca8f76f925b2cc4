// CPU time of processes from outside, as Linux counts it: what a message costs a server, whatever else the machine does meanwhile.
import { existsSync, readFileSync, readdirSync } from 'node:fs';

const TICK_MS = 10; // USER_HZ is 100 on every Linux that Node runs on
const [UTIME, STIME, CUTIME, CSTIME, PPID] = [11, 12, 13, 14, 1]; // places behind the name in proc(5) `stat`

function statOf(pid: number): number[] | null {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return null;
  const text = readFileSync(file, 'utf8');
  return text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
}

const sum = (stat: readonly number[], fields: readonly number[]): number => fields.reduce((all, field) => all + (stat[field] ?? 0), 0);

/** ms of CPU that these processes used so far, ended children included; 0 where there is no /proc. */
export function cpuMs(pids: readonly number[]): number {
  const spent = pids.map((pid) => {
    const stat = statOf(pid);
    return stat === null ? 0 : sum(stat, [UTIME, STIME, CUTIME, CSTIME]);
  });
  return spent.reduce((all, ticks) => all + ticks, 0) * TICK_MS;
}

/** A process and its children, as they are now. */
export function withChildren(parent: number): number[] {
  if (!existsSync('/proc')) return [parent];
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => statOf(pid)?.[PPID] === parent);
  return [parent, ...children];
}
