import { describe, expect, it } from 'vitest';
import { colorOf, isOn, mergeOptions, themeOf } from './options.js';

describe('options', () => {
  it('[W10] the first source that has a name wins', () => {
    expect(mergeOptions([{ site: 'init' }, { site: 'attribute', color: '#111111' }, { color: '#222222', host: 'https://x' }, {}])).toEqual({
      site: 'init',
      color: '#111111',
      host: 'https://x',
    });
    expect(mergeOptions([{ site: undefined }, { site: 'later' }])).toEqual({ site: 'later' });
  });

  it('[W12] an option is what somebody wrote, not what a prototype or an element with the name of the settings has', () => {
    expect(mergeOptions([Object.create({ host: 'https://elsewhere.example' })])).toEqual({});
  });

  it('reads switches as attributes and as options', () => {
    for (const on of [true, 'true', '']) expect(isOn(on)).toBe(true);
    for (const off of [false, 'false', undefined, null, 'yes']) expect(isOn(off)).toBe(false);
  });

  it('ignores values nobody could mean', () => {
    expect(colorOf('#1f4ED8')).toBe('#1f4ED8');
    expect(colorOf('red;background:url(x)')).toBeUndefined();
    expect(themeOf('dark')).toBe('dark');
    expect(themeOf('pink')).toBe('auto');
  });
});
