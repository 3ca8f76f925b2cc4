// An icon in plain DOM: the launcher is drawn without Preact.
const SVG = 'http://www.w3.org/2000/svg';

export function drawIcon(d: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  path.setAttribute('d', d);
  svg.append(path);
  return svg;
}
