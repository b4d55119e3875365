/**
 * Does something again and again on so many lanes at once for a time, and lets what is under way
 * end.
 *
 * @param seconds - for which new work is begun
 * @returns how often a second it was done
 */
export async function throughput(
  lanes: number,
  seconds: number,
  work: (lane: number) => Promise<unknown>,
): Promise<number> {
  const started = performance.now();
  const until = started + seconds * 1000;
  let done = 0;
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      while (performance.now() < until) {
        await work(lane);
        done += 1;
      }
    }),
  );
  return (done * 1000) / (performance.now() - started);
}
