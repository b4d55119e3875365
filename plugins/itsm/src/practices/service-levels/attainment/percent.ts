/** A percentage as people read it, rounded down so that 100 is said of nothing that was missed. */
export function percentWords(attainment: number | undefined): string {
  if (attainment === undefined) return '–';
  return Number.isInteger(attainment)
    ? `${attainment} %`
    : `${attainment.toFixed(1)} %`;
}

/** How well promises are kept, for the colour of a bar; the number always stands beside it. */
export function levelOf(attainment: number): 'good' | 'fair' | 'poor' {
  if (attainment >= 95) return 'good';
  return attainment >= 80 ? 'fair' : 'poor';
}

/** The lowest value that an axis of percentages shows: a line at the top would say nothing. */
export function floorOf(values: readonly number[]): number {
  return Math.max(0, Math.floor((Math.min(...values, 100) - 5) / 10) * 10);
}
