import { describe, expect, it } from 'vitest';
import type { PanelHost } from './seams/panel.js';
import { forget, uploadsOf } from './uploads.js';

const NEVER = new Promise<never>(() => undefined);
// Only what uploads ask of the panel; the relay never answers.
const host = { keep: {}, site: 's', session: () => NEVER } as unknown as PanelHost;

describe('files on their way', () => {
  it('[W42] signing out takes all of them away, those being uploaded included', async () => {
    const uploads = uploadsOf(host);
    let told = 0;
    uploads.told(() => (told += 1));
    uploads.add([1, 2, 3].map((n) => new File(['text'], `${n}.txt`, { type: 'text/plain' })));
    expect(uploads.queue().map(({ state }) => state)).toEqual(['sending', 'sending', 'waiting']);
    const before = told;
    forget(host);
    expect([uploadsOf(host).queue(), uploads.ready(), told > before]).toEqual([[], [], true]);
    await Promise.resolve();
    expect(uploads.queue()).toEqual([]);
  });
});
