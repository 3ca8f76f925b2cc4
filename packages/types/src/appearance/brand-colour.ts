// Contrast is ours, not the site's (W151). Pure. Invariants: text on the brand colour and accents on a surface reach 4.5:1.
const TEXT_CONTRAST = 4.5; // WCAG 1.4.3
const DARKEN_MAX = 0.15; // of lightness: more and the site would not know its colour

type Rgb = readonly number[];

const parse = (hex: string): Rgb => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
const format = (rgb: Rgb): string => '#' + rgb.map((part) => (256 + Math.round(part)).toString(16).slice(1)).join('');

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = parse(hex).map((part) => (part > 10.31 ? ((part / 255 + 0.055) / 1.055) ** 2.4 : part / 3294.6));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG contrast of two `#rrggbb` colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one) + 0.05, luminance(other) + 0.05];
  return a > b ? a / b : b / a;
}

/** The brand colour as shown, and the text colour on it: white where it can be read, after darkening a little if that helps. */
export function onBrand(hex: string): { color: string; text: string } {
  const rgb = parse(hex);
  const lightness = (Math.max(...rgb) + Math.min(...rgb)) / 510;
  for (let by = 0; by < DARKEN_MAX + 0.001; by += 0.01) {
    const color = format(rgb.map((part) => part * Math.max(0, 1 - by / (lightness || 1))));
    if (contrast(color, '#ffffff') >= TEXT_CONTRAST) return { color, text: '#ffffff' };
  }
  return { color: hex, text: '#000000' };
}

/** The brand colour shifted until it can be read on `surface`. */
export function accentOn(hex: string, surface: string): string {
  const target = luminance(surface) > 0.18 ? 0 : 255;
  const rgb = parse(hex);
  for (let share = 0; share < 1; share += 0.04) {
    const color = format(rgb.map((part) => part + (target - part) * share));
    if (contrast(color, surface) >= TEXT_CONTRAST) return color;
  }
  return target ? '#ffffff' : '#000000';
}
