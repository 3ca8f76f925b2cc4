import { expect, it } from 'vitest';
import type { Look } from '@throughline/types';
import type { AgentPort } from './agent-connector.js';
import { createLooking, WRITING_KEPT_MS } from './looking.js';

function scene() {
  const said: Look[] = [];
  let later: { ms: number; run(): void } | null = null;
  const never = (): never => {
    throw new Error('not used here');
  };
  const port: AgentPort = {
    look: (look) => void said.push(look),
    submit: never,
    sync: never,
    inbox: never,
    open: never,
    got: never,
    typing: never,
    strike: never,
    presence: never,
  };
  const looking = createLooking(
    {
      now: () => 0,
      random: () => 0,
      hex128: () => '',
      after: (ms, run) => {
        later = { ms, run };
        return () => (later = null);
      },
    },
    () => port,
  );
  return { said, looking, later: () => later };
}

it('[K66] says what is looked at when it changes, not with every key', () => {
  const { said, looking } = scene();
  looking.at('cnv_1');
  looking.writes('cnv_1', 'reply');
  looking.writes('cnv_1', 'reply');
  looking.writes('cnv_1', 'note');
  looking.writes('cnv_1', null);
  looking.at(null);
  expect(said).toEqual([
    { conv: 'cnv_1', doing: 'viewing' },
    { conv: 'cnv_1', doing: 'reply' },
    { conv: 'cnv_1', doing: 'note' },
    { conv: 'cnv_1', doing: 'viewing' },
    { conv: null, doing: 'viewing' },
  ]);
});

it('[K66] who stops typing is seen as looking after a while, and says it anew on each connection', () => {
  const { said, looking, later } = scene();
  looking.at('cnv_1');
  looking.writes('cnv_1', 'reply');
  expect(later()?.ms).toBe(WRITING_KEPT_MS);
  later()?.run();
  looking.again();
  expect(said.slice(2)).toEqual([
    { conv: 'cnv_1', doing: 'viewing' },
    { conv: 'cnv_1', doing: 'viewing' },
  ]);
});
