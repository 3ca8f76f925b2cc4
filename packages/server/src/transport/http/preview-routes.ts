// The widget as visitors will get it, in a frame of the console's settings page: the shipped files on an empty page. Its script passes on
// what the console says; nothing here knows a site or a person. Invariant: only pages of this relay may frame it.
import { Router } from 'express';
import type { RelayDeps } from '../relay-deps.js';
import { previewHeaders, setHeaders } from './page-headers.js';

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Widget preview</title>
    <script src="widget-preview.js"></script>
    <script async src="../widget.js"></script>
  </head>
  <body></body>
</html>
`;

// Runs in the frame, before the widget. The console owns the page: only its own origin is listened to.
const SCRIPT = `'use strict';
const query = new URLSearchParams(location.search);
const scheme = query.get('theme');
window.throughlineSettings = { site: query.get('site'), theme: scheme, open: true, load: 'now', track: 'none' };
document.documentElement.style.colorScheme = scheme === 'dark' ? 'dark' : scheme === 'light' ? 'light' : 'light dark';
addEventListener('message', (event) => {
  if (event.origin !== location.origin || event.source !== parent) return;
  const widget = window.throughline;
  if (typeof widget === 'function' && typeof widget.update === 'function') Promise.resolve(widget.update(event.data)).catch(() => undefined);
});
const ready = () => {
  if (typeof window.throughline !== 'function' || typeof window.throughline.ready !== 'function') return setTimeout(ready, 50);
  window.throughline.ready(() => parent.postMessage('preview ready', location.origin));
};
ready();
`;

export function previewRoutes(deps: RelayDeps): Router {
  const router = Router();
  router.get('/widget-preview', (_request, response) => {
    setHeaders(response, previewHeaders(deps.publicOrigin));
    response.type('text/html').send(PAGE);
  });
  router.get('/widget-preview.js', (_request, response) => {
    setHeaders(response, previewHeaders(deps.publicOrigin));
    response.type('text/javascript').send(SCRIPT);
  });
  return router;
}
