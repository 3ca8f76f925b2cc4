import { expect, it } from 'vitest';
import { browserOf } from './browser-words.js';

it('[S22] says which browser on which system, and admits what it does not know', () => {
  const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko)';
  expect(browserOf(`${mac} Chrome/131.0.0.0 Safari/537.36`)).toEqual({ browser: 'Chrome', system: 'macOS' });
  expect(browserOf(`${mac} Version/18.1 Safari/605.1.15`)).toEqual({ browser: 'Safari', system: 'macOS' });
  expect(browserOf(`${mac} Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0`)).toEqual({ browser: 'Edge', system: 'macOS' });
  expect(browserOf('Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0')).toEqual({
    browser: 'Firefox',
    system: 'Windows',
  });
  expect(
    browserOf('Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile/15E148 Safari/604.1'),
  ).toEqual({ browser: 'Safari', system: 'iPhone' });
  expect(browserOf('Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/131.0.0.0 Mobile Safari/537.36')).toEqual({
    browser: 'Chrome',
    system: 'Android',
  });
  expect(browserOf('curl/8.5.0')).toEqual({ browser: null, system: null });
  expect(browserOf('')).toEqual({ browser: null, system: null });
});
