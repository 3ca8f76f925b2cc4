// The site's colours, made readable and put onto panel and launcher (W150, W151): what the page's style sheet says comes first, then what
// the page asked for, then the site's setting. A later chunk: the launcher's own colours do until it is here.
import { accentOn, onBrand } from '@throughline/types';
import { colorOf } from './core/options.js';
import type { Look } from './seams/panel.js';

const SURFACES = { light: '#ffffff', dark: '#16181d' }; // --bg of panel-style.ts

export const paint: Look['paint'] = ({ launcher: { element, frame }, options, settings }, dark) => {
  const themed = (name: string): string | undefined => colorOf(getComputedStyle(element).getPropertyValue(name).trim());
  const brand = themed('--tl-color') ?? colorOf(options['color']) ?? settings.color;
  const { color, text } = onBrand(brand);
  frame.style.setProperty('--tl-brand', color);
  frame.style.setProperty('--tl-on', text);
  return accentOn(brand, themed('--tl-surface') ?? SURFACES[dark ? 'dark' : 'light']);
};
