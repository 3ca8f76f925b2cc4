// The browser bundles. Each package describes its own; everything lands in packages/server/public, which the relay serves.
import widget from './packages/widget/rollup.config.mjs';
import console_ from './packages/console/rollup.config.mjs';

export default [...widget, ...console_];
