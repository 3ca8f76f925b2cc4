// Put in by the build. Unbuilt code (tests of sources) has none.
declare const __VERSION__: string | undefined;
export const VERSION: string = typeof __VERSION__ === 'string' ? __VERSION__ : '0.0.0';
