// For a site's own bundler: what `later.ts` holds besides the addresses of chunks.
export { paint } from './paint.js';
export { chooseLanguage } from './io/language.js';
