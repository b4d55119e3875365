/** A line of a text that changed: kept, gone or new; or how many unchanged lines are left out. */
export type DiffLine =
  | { is: 'same' | 'gone' | 'new'; text: string }
  | { is: 'skipped'; lines: number };

/** Beyond it, texts are so long that they are shown as a whole: the table grows with the square. */
const MOST_LINES = 600;

/** Unchanged lines shown around what changed. */
const AROUND = 1;

const linesOf = (text: string) => (text === '' ? [] : text.split(/\r?\n/));

/** The longest common subsequence's lengths, from every pair of places to the ends. */
function lengths(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const table = Array.from(
    { length: a.length + 1 },
    () => new Uint16Array(b.length + 1),
  );
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      table[i][j] =
        a[i] === b[j]
          ? table[i + 1][j + 1] + 1
          : Math.max(table[i + 1][j], table[i][j + 1]);
    }
  }
  return table;
}

/** Every line of both texts, told as same, gone or new. */
export function allLines(before: string, after: string): DiffLine[] {
  const a = linesOf(before);
  const b = linesOf(after);
  if (a.length > MOST_LINES || b.length > MOST_LINES) {
    return [
      ...a.map(text => ({ is: 'gone' as const, text })),
      ...b.map(text => ({ is: 'new' as const, text })),
    ];
  }
  const table = lengths(a, b);
  const told: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      told.push({ is: 'same', text: a[i] });
      i++;
      j++;
    } else if (
      j >= b.length ||
      (i < a.length && table[i + 1][j] >= table[i][j + 1])
    ) {
      told.push({ is: 'gone', text: a[i++] });
    } else {
      told.push({ is: 'new', text: b[j++] });
    }
  }
  return told;
}

/** The lines in which two texts differ, with a little of what stands around them. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const all = allLines(before, after);
  const near = new Set<number>();
  all.forEach(({ is }, at) => {
    if (is === 'same') return;
    for (let i = at - AROUND; i <= at + AROUND; i++) near.add(i);
  });
  const told: DiffLine[] = [];
  all.forEach((line, at) => {
    if (near.has(at)) {
      told.push(line);
      return;
    }
    const last = told[told.length - 1];
    if (last?.is === 'skipped') last.lines++;
    else told.push({ is: 'skipped', lines: 1 });
  });
  return told;
}
