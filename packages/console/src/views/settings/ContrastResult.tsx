// What visitors get of a colour, before it is saved (W151): contrast is ours, so a colour may come out darker, or its text black.
import type { VNode } from 'preact';
import { accentOn, contrast, onBrand } from '@throughline/types';
import { t } from '../../state/t.js';

const LIGHT = '#ffffff';
const DARK = '#16181d';
const ratio = (one: string, other: string): string => `${(Math.floor(contrast(one, other) * 10) / 10).toFixed(1)}:1`;

function Swatch({ color, ground, words }: { color: string; ground: string; words: string }): VNode {
  const paint = (element: HTMLElement | null): void => {
    if (element === null) return;
    element.style.color = color; // by property: a style attribute is refused by the console's policy
    element.style.backgroundColor = ground;
  };
  return (
    <span class="swatch" ref={paint} aria-hidden="true">
      {words}
    </span>
  );
}

export function ContrastResult({ color }: { color: string }): VNode | null {
  if (!/^#[0-9a-f]{6}$/i.test(color)) return null;
  const brand = onBrand(color);
  const darkened = brand.color.toLowerCase() !== color.toLowerCase();
  const black = brand.text !== '#ffffff';
  const onIt = ratio(brand.text, brand.color);
  const linkOn = (surface: string): string => ratio(accentOn(color, surface), surface);
  return (
    <div class="contrast">
      <div class="swatches">
        <Swatch color={brand.text} ground={brand.color} words={t('Send')} />
        {[LIGHT, DARK].map((surface) => (
          <Swatch key={surface} color={accentOn(color, surface)} ground={surface} words={t('Link')} />
        ))}
      </div>
      <p class="field-hint">
        {darkened
          ? black
            ? t('Shown as {color}, a little darker, so that black text can be read on it ({ratio}).', { color: brand.color, ratio: onIt })
            : t('Shown as {color}, a little darker, so that white text can be read on it ({ratio}).', { color: brand.color, ratio: onIt })
          : black
            ? t('Shown as it is, with black text ({ratio}): white could not be read on it.', { ratio: onIt })
            : t('Shown as it is, with white text ({ratio}).', { ratio: onIt })}{' '}
        {t('Links: {light} on a light ground, {dark} on a dark one.', { light: linkOn(LIGHT), dark: linkOn(DARK) })}
      </p>
    </div>
  );
}
