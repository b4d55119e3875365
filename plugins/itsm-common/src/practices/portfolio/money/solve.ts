/** Solves linear equations by elimination, with the largest number of each column as the pivot. */
export function solve(
  matrix: readonly (readonly number[])[],
  right: readonly number[],
): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]]);
  const n = rows.length;
  for (let c = 0; c < n; c += 1) {
    let pivot = c;
    for (let r = c + 1; r < n; r += 1)
      if (Math.abs(rows[r][c]) > Math.abs(rows[pivot][c])) pivot = r;
    [rows[c], rows[pivot]] = [rows[pivot], rows[c]];
    for (let r = c + 1; r < n; r += 1) {
      const factor = rows[r][c] / rows[c][c];
      if (factor === 0) continue;
      for (let k = c; k <= n; k += 1) rows[r][k] -= factor * rows[c][k];
    }
  }
  const found = new Array<number>(n).fill(0);
  for (let r = n - 1; r >= 0; r -= 1) {
    let rest = rows[r][n];
    for (let k = r + 1; k < n; k += 1) rest -= rows[r][k] * found[k];
    found[r] = rest / rows[r][r];
  }
  return found;
}
