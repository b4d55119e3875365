const AT_ONCE = 200;

/**
 * Lets others have their turn every 200 steps of a long work in memory, so that nobody waits for a
 * page while a file is loaded.
 */
export async function breathe(step: number): Promise<void> {
  if (step % AT_ONCE === 0)
    await new Promise<void>(resolve => {
      setImmediate(resolve);
    });
}
