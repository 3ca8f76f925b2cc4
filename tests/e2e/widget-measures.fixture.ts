// What axe does not measure of the widget: contrast inside inputs, sizes of targets, names of what takes the focus, and what is cut off.
import type { Page } from 'playwright-core';

export interface Field {
  field: string;
  /** Of its text, its placeholder and its border against what is behind them. */
  text: number;
  placeholder: number;
  border: number;
}

/** Inputs that are on the screen. A field without a border of its own is measured by the box it stands in. */
export const fieldContrasts = (page: Page): Promise<Field[]> =>
  page.evaluate(() => {
    const pen = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
    const rgba = (colour: string): number[] => {
      if (!pen) throw new Error('no canvas');
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
      return [...pen.getImageData(0, 0, 1, 1).data];
    };
    const light = (colour: number[]): number => {
      const [red = 0, green = 0, blue = 0] = colour.map((part) =>
        part / 255 <= 0.04045 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const ratio = (one: number[], other: number[]): number => {
      const [low = 0, high = 0] = [light(one), light(other)].sort((a, b) => a - b);
      return (high + 0.05) / (low + 0.05);
    };
    const behind = (node: Element): number[] => {
      for (let one: Element | null = node; one; one = one.parentElement) {
        const colour = rgba(getComputedStyle(one).backgroundColor);
        if (colour[3] === 255) return colour;
      }
      return [255, 255, 255, 255];
    };
    const root = document.querySelector('throughline-chat')?.shadowRoot;
    return [...(root?.querySelectorAll('textarea, select, input:not([type=checkbox], [type=radio], [hidden])') ?? [])]
      .filter((node) => node.checkVisibility() && node.getClientRects().length > 0)
      .map((node) => {
        const framed = parseFloat(getComputedStyle(node).borderTopWidth) > 0 ? node : (node.parentElement ?? node);
        return {
          field: node.getAttribute('aria-label') ?? node.id,
          text: ratio(rgba(getComputedStyle(node).color), behind(node)),
          placeholder: ratio(rgba(getComputedStyle(node, '::placeholder').color), behind(node)),
          border: ratio(rgba(getComputedStyle(framed).borderTopColor), behind(framed.parentElement ?? framed)),
        };
      });
  });

/** Controls smaller than `px` either way, links in running text apart (2.5.8). */
export const smallTargets = (page: Page, px: number): Promise<string[]> =>
  page.evaluate((px) => {
    const root = document.querySelector('throughline-chat')?.shadowRoot;
    const inText = (node: Element): boolean =>
      node.matches('.words a, .item-foot :is(a, button), .ask-line button, .tick input, .field a, .else-box a');
    return [...(root?.querySelectorAll('button, a[href], summary, input:not([hidden]), select, textarea') ?? [])]
      .filter((node) => node.checkVisibility({ visibilityProperty: true }) && !inText(node))
      .flatMap((node) => {
        const { width, height } = node.getBoundingClientRect();
        const least = node.matches('.points input') ? Math.min(px, 40) : px; // seven in a row
        return Math.min(width, height) < least - 0.5 ? `${node.className || node.localName}: ${width.toFixed()} × ${height.toFixed()}` : [];
      });
  }, px);

/** What is cut off or reaches over the window: boxes wider than what they stand in, text higher than its own box. */
export const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const root = document.querySelector('throughline-chat')?.shadowRoot;
    const boxes = [
      ...(root?.querySelectorAll('.panel:not([hidden]), .panel:not([hidden]) *:not(.vh, .vh *, pre, svg, svg *, option)') ?? []),
    ];
    return boxes
      .filter((node) => node.checkVisibility())
      .flatMap((node) => {
        const { right, left } = node.getBoundingClientRect();
        const { overflowX, overflowY, textOverflow } = getComputedStyle(node);
        const aside = (right > innerWidth + 1 || left < -1) && !node.closest('pre, .drop');
        const over = overflowX !== 'visible' && textOverflow !== 'ellipsis' && node.scrollWidth > node.clientWidth + 1;
        const under = overflowY === 'hidden' && node.clientHeight > 0 && node.scrollHeight > node.clientHeight + 2;
        return aside || over || under ? `${node.localName}.${node.className} ${aside ? 'aside' : over ? 'over' : 'under'}` : [];
      });
  });

/** Role and name of everything that takes the focus, as a screen reader is told. */
export async function focusable(page: Page): Promise<string[]> {
  const reader = await page.context().newCDPSession(page);
  const { nodes } = await reader.send('Accessibility.getFullAXTree');
  await reader.detach();
  return nodes
    .filter(
      (node) =>
        !node.ignored &&
        node.role?.value !== 'RootWebArea' &&
        node.properties?.some(({ name, value }) => name === 'focusable' && value.value === true),
    )
    .map((node) => `${node.role?.value} ${node.name?.value ?? ''}`);
}
