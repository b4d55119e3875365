/** So many bytes as people say it: `640 kB`, `3.1 MB`. */
export function bytesWords(bytes: number): string {
  const [unit, size] =
    bytes < 1_000_000
      ? (['kilobyte', bytes / 1_000] as const)
      : (['megabyte', bytes / 1_000_000] as const);
  return new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit,
    maximumFractionDigits: unit === 'megabyte' ? 1 : 0,
  }).format(size);
}
