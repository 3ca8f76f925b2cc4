// QR codes for short texts (ISO/IEC 18004): byte mode, level M, versions 1 to 12. Pure: text in, squares out.

/** Per version: check bytes per block, and the data bytes of each block. */
const BLOCKS: readonly (readonly [number, readonly number[]])[] = [
  [10, [16]],
  [16, [28]],
  [26, [44]],
  [18, [32, 32]],
  [24, [43, 43]],
  [16, [27, 27, 27, 27]],
  [18, [31, 31, 31, 31]],
  [22, [38, 38, 39, 39]],
  [22, [36, 36, 36, 37, 37]],
  [26, [43, 43, 43, 43, 44]],
  [30, [50, 51, 51, 51, 51]],
  [22, [36, 36, 36, 36, 36, 36, 37, 37]],
];
const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** In the field of 256 elements under x⁸+x⁴+x³+x²+1. */
function times(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) product = (product << 1) ^ ((product >>> 7) * 0x11d) ^ (((b >>> bit) & 1) * a);
  return product;
}

/** Reed–Solomon: what is left of the data by the generator of that degree. */
function checkBytes(data: readonly number[], degree: number): number[] {
  let generator = [1];
  let root = 1;
  for (let i = 0; i < degree; i += 1) {
    const next = [...generator, 0];
    generator.forEach((factor, at) => (next[at + 1] = (next[at + 1] ?? 0) ^ times(factor, root)));
    generator = next;
    root = times(root, 2);
  }
  const rest = Array.from({ length: degree }, () => 0);
  for (const byte of data) {
    const factor = byte ^ (rest.shift() ?? 0);
    rest.push(0);
    for (let i = 0; i < degree; i += 1) rest[i] = (rest[i] ?? 0) ^ times(generator[i + 1] ?? 0, factor);
  }
  return rest;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
const bitsOf = (value: number, count: number): number[] => Array.from({ length: count }, (_, i) => (value >>> (count - 1 - i)) & 1);

/** Data and check bytes in the order they are drawn; null: too long for the largest version here. */
function codewords(text: string): { version: number; bytes: number[] } | null {
  const data = [...new TextEncoder().encode(text)];
  const lengthBits = (version: number): number => (version < 10 ? 8 : 16);
  const index = BLOCKS.findIndex(([, sizes], at) => data.length * 8 + 4 + lengthBits(at + 1) <= sum(sizes) * 8);
  const block = BLOCKS[index];
  if (block === undefined) return null;
  const [degree, sizes] = block;
  const room = sum(sizes) * 8;
  const bits = [0, 1, 0, 0, ...bitsOf(data.length, lengthBits(index + 1)), ...data.flatMap((byte) => bitsOf(byte, 8))];
  bits.push(...bitsOf(0, Math.min(4, room - bits.length)));
  while (bits.length % 8 !== 0) bits.push(0);
  for (let pad = 0xec; bits.length < room; pad ^= 0xec ^ 0x11) bits.push(...bitsOf(pad, 8));
  const all = Array.from({ length: bits.length / 8 }, (_, i) => Number.parseInt(bits.slice(i * 8, i * 8 + 8).join(''), 2));
  let from = 0;
  const blocks = sizes.map((size) => all.slice(from, (from += size)));
  const checks = blocks.map((one) => checkBytes(one, degree));
  const woven = (rows: readonly (readonly number[])[]): number[] =>
    Array.from({ length: Math.max(...rows.map(({ length }) => length)) }, (_, i) =>
      rows.flatMap((row) => (i < row.length ? [row[i] ?? 0] : [])),
    ).flat();
  return { version: index + 1, bytes: [...woven(blocks), ...woven(checks)] };
}

type Squares = (boolean | null)[][];

function frame(version: number): { squares: Squares; size: number } {
  const size = 17 + version * 4;
  const squares: Squares = Array.from({ length: size }, () => Array.from({ length: size }, () => null));
  const set = (x: number, y: number, dark: boolean): void => {
    const row = squares[y];
    if (row !== undefined && x >= 0 && x < size) row[x] = dark;
  };
  const square = (cx: number, cy: number, radius: number, darkAt: (ring: number) => boolean): void => {
    for (let dy = -radius; dy <= radius; dy += 1)
      for (let dx = -radius; dx <= radius; dx += 1) set(cx + dx, cy + dy, darkAt(Math.max(Math.abs(dx), Math.abs(dy))));
  };
  for (let i = 0; i < size; i += 1) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    square(x, y, 4, (ring) => ring !== 2 && ring !== 4);
  const count = version === 1 ? 0 : Math.floor(version / 7) + 2;
  const step = count === 0 ? 0 : Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
  const places = count === 0 ? [] : [6, ...Array.from({ length: count - 1 }, (_, i) => size - 7 - (count - 2 - i) * step)];
  const last = size - 7;
  for (const x of places)
    for (const y of places) {
      if ((x === 6 && y === 6) || (x === 6 && y === last) || (x === last && y === 6)) continue;
      square(x, y, 2, (ring) => ring !== 1);
    }
  if (version >= 7) {
    let rest = version;
    for (let i = 0; i < 12; i += 1) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
    const bits = (version << 12) | rest;
    for (let i = 0; i < 18; i += 1) {
      const [a, b] = [size - 11 + (i % 3), Math.floor(i / 3)];
      set(a, b, ((bits >>> i) & 1) === 1);
      set(b, a, ((bits >>> i) & 1) === 1);
    }
  }
  return { squares, size };
}

/** The two copies of level and mask. Level M is 0. */
function drawFormat(squares: Squares, size: number, mask: number): void {
  let rest = mask;
  for (let i = 0; i < 10; i += 1) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
  const bits = ((mask << 10) | rest) ^ 0x5412;
  const set = (x: number, y: number, i: number): void => {
    const row = squares[y];
    if (row !== undefined) row[x] = ((bits >>> i) & 1) === 1;
  };
  for (let i = 0; i < 15; i += 1) {
    const near = i < 6 ? i : i < 8 ? i + 1 : 14 - i; // skips the timing line
    if (i < 8) set(8, near, i);
    else set(i === 8 ? 7 : near, 8, i);
    if (i < 8) set(size - 1 - i, 8, i);
    else set(8, size - 15 + i, i);
  }
  const row = squares[size - 8];
  if (row !== undefined) row[8] = true; // always dark
}

/** Lines that read badly: long runs, blocks of one colour, what looks like a corner, too much of one colour. */
function penalty(rows: readonly (readonly boolean[])[]): number {
  const size = rows.length;
  const at = (x: number, y: number): boolean => rows[y]?.[x] ?? false;
  const lines = [0, 1].flatMap((way) =>
    Array.from({ length: size }, (_, i) =>
      Array.from({ length: size }, (_unused, j) => ((way === 0 ? at(j, i) : at(i, j)) ? '1' : '0')).join(''),
    ),
  );
  let bad = 0;
  for (const line of lines) {
    for (const run of line.match(/0{5,}|1{5,}/g) ?? []) bad += run.length - 2;
    for (let i = 0; i + 11 <= size; i += 1) if (/^(00001011101|10111010000)$/.test(line.slice(i, i + 11))) bad += 40;
  }
  let dark = 0;
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) {
      if (at(x, y)) dark += 1;
      const same = at(x, y) === at(x + 1, y) && at(x, y) === at(x, y + 1) && at(x, y) === at(x + 1, y + 1);
      if (x + 1 < size && y + 1 < size && same) bad += 3;
    }
  return bad + Math.floor(Math.abs((dark * 20) / (size * size) - 10)) * 10;
}

/** Rows of squares, true for dark, without the quiet border of four. Null: more than about 280 bytes. */
export function qrCode(text: string): readonly (readonly boolean[])[] | null {
  const made = codewords(text);
  if (made === null) return null;
  const { squares, size } = frame(made.version);
  drawFormat(squares, size, 0); // holds its place
  const free: [number, number][] = [];
  for (let right = size - 1, up = true; right > 0; right -= 2, up = !up) {
    if (right === 6) right = 5;
    for (let i = 0; i < size; i += 1)
      for (const x of [right, right - 1]) {
        const y = up ? size - 1 - i : i;
        if (squares[y]?.[x] === null) free.push([x, y]);
      }
  }
  const bits = made.bytes.flatMap((byte) => bitsOf(byte, 8));
  const drawn = MASKS.map((covers, mask) => {
    const copy: Squares = squares.map((row) => [...row]);
    free.forEach(([x, y], i) => {
      const row = copy[y];
      if (row !== undefined) row[x] = ((bits[i] ?? 0) === 1) !== covers(x, y);
    });
    drawFormat(copy, size, mask);
    return copy.map((row) => row.map((one) => one === true));
  });
  return drawn.reduce((best, one) => (penalty(one) < penalty(best) ? one : best));
}
