// How many digits a currency's minor unit has (ISO 4217, list one of 2024). The only table of it: an amount that is read with one exponent
// and shown with another is off by a factor of ten. Pure.

const NONE = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF';
const THREE = 'BHD IQD JOD KWD LYD OMR TND';
const FOUR = 'CLF UYW';

const DIGITS: ReadonlyMap<string, number> = new Map(
  (
    [
      [NONE, 0],
      [THREE, 3],
      [FOUR, 4],
    ] as const
  ).flatMap(([codes, digits]) => codes.split(' ').map((code) => [code, digits] as const)),
);
const USUAL = 2;

/** Digits after the point of `currency` (in any case); 2 for one that is not listed. */
export const minorDigits = (currency: string): number => DIGITS.get(currency.toUpperCase()) ?? USUAL;
