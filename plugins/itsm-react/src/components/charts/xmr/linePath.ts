/** A line through the points that have a value. Where one has none there is a gap. */
export function linePath(
  points: readonly { value?: number }[],
  x: (index: number) => number,
  y: (value: number) => number,
): string {
  let isDrawing = false;
  let path = '';
  points.forEach(({ value }, index) => {
    if (value === undefined) {
      isDrawing = false;
      return;
    }
    path += `${isDrawing ? 'L' : 'M'}${x(index).toFixed(1)} ${y(value).toFixed(
      1,
    )}`;
    isDrawing = true;
  });
  return path;
}
