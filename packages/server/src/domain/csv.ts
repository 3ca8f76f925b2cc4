// Lists as CSV (RFC 4180) that no spreadsheet takes for formulas (S137). Pure.

/** What makes a cell a formula somewhere, also behind spaces. */
const FORMULA = /^\s*[=+\-@\t\r]/;

const cell = (value: string | number): string => {
  const text = String(value);
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
};

/** One line, each cell quoted; what a spreadsheet would compute begins with an apostrophe. */
export const csvLine = (cells: readonly (string | number)[]): string => `${cells.map(cell).join(',')}\r\n`;
