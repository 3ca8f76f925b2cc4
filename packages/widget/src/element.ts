// `<throughline-chat site="…">` for component frameworks and server-rendered pages; attributes as those of the script tag, without `data-`.
// Invariant: the placed element is configuration only and is the one with a `site`. The host that draws has the same name, no attribute,
// and hangs outside <body> (W51): this class leaves it alone.
import { mount } from './mount.js';

const ATTRIBUTES = [
  'site', 'host', 'user-token', 'user-id', 'user-email', 'user-name', 'locale', 'theme', 'color', 'position', 'offset', 'launcher', 'open',
  'load', 'track', 'consent', 'cookie-domain', 'debug',
]; // prettier-ignore

/** `user-token`, `user-email` and `user-name` are the options `token`, `email` and `name`; the others are their own names in camel case. */
const optionName = (attribute: string): string =>
  attribute.replace(/^user-(?!id)/, '').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

// Not at the top level: on a server there is no HTMLElement to extend (W60).
function define(): void {
  class ThroughlineChat extends HTMLElement {
    static readonly observedAttributes = ATTRIBUTES;
    private stop: () => void = () => undefined;

    connectedCallback(): void {
      const site = this.getAttribute('site');
      if (!site) return this.stop();
      const given = ATTRIBUTES.filter((name) => this.hasAttribute(name)).map((name) => [optionName(name), this.getAttribute(name)]);
      const options: object = Object.fromEntries(given);
      const stop = this.stop;
      this.stop = mount(Object.assign({ site }, options));
      stop();
      this.style.display = 'none'; // what stands in it was for visitors whose browser does not come this far
    }
    attributeChangedCallback(): void {
      if (this.isConnected) this.connectedCallback();
    }
    disconnectedCallback(): void {
      this.stop();
    }
  }
  customElements.define('throughline-chat', ThroughlineChat);
}

if (typeof customElements === 'object' && !customElements.get('throughline-chat')) define();
