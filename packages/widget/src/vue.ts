// Vue: a plugin that runs the widget while the app is mounted, and a composable. Holds no logic: it calls and forwards (W63).
import type { App } from 'vue';
import type { InitOptions } from './api.js';
import * as throughline from './index.js';
import { mount } from './mount.js';

/** `app.use(ThroughlinePlugin, { site: 'site_…' })`. */
export const ThroughlinePlugin: { install(app: App, options: InitOptions): void } = {
  install(app, options) {
    const stop = mount(options);
    const unmount = app.unmount.bind(app); // `app.onUnmount` came with 3.5
    app.unmount = () => {
      stop();
      unmount();
    };
  },
};

/** The functions of `@throughline/widget`. */
export const useThroughline = (): typeof throughline => throughline;
