// What the widget finds on `window` that TypeScript's DOM does not know. Types only.
declare global {
  interface Window {
    /** Our one own key (W13); before load the stub, or an element with that id. */
    throughline?: unknown;
    throughlineSettings?: unknown;
  }
  interface Navigator {
    globalPrivacyControl?: boolean;
  }
}
export {};
