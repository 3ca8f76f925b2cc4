// Text as one line that can't rewrite its neighbours: no control characters, no marks that turn the direction of what follows. Pure.

// eslint-disable-next-line no-control-regex -- taking them out is the point
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g;

export function oneLine(text: string): string {
  return text.replace(INVISIBLE, ' ').replace(/\s+/g, ' ').trim();
}
