/**
 * Progress on the screen. A finished step leaves one line with the time it took; steps still
 * running share one last line that counts the seconds. Where the output is no terminal (a log,
 * CI), that line is repeated now and then instead, so that nobody thinks it hangs.
 */

const REPEAT_MS = 30_000;

/** "8 s", "1 min 10 s". */
export function elapsed(ms) {
  const seconds = Math.round(ms / 1000);
  return seconds < 60
    ? `${seconds} s`
    : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** A screen that writes to the given stream; stdout unless the command's own output goes there. */
export function createScreen(stream = process.stdout) {
  const running = new Set();
  let timer;
  let painted = false;

  const describe = step =>
    `${step.title} … ${elapsed(Date.now() - step.since)}${
      step.note ? `, ${step.note}` : ''
    }`;
  const status = () => [...running].map(describe).join(' · ');

  const wipe = () => {
    if (painted) stream.write('\r\x1b[K');
    painted = false;
  };
  const paint = () => {
    if (!stream.isTTY || running.size === 0) return;
    // A line wider than the terminal wraps, and a wrapped line cannot be wiped.
    stream.write(`\r\x1b[K${status().slice(0, (stream.columns ?? 80) - 1)}`);
    painted = true;
  };
  const print = line => {
    wipe();
    stream.write(`${line}\n`);
    paint();
  };
  const tick = () => {
    if (stream.isTTY) paint();
    else if (running.size > 0) print(`  ${status()}`);
  };

  return {
    print,

    /** Begins a step. Call `note` for a few words on how far it is, and `end` once. */
    step(title) {
      const step = { title, since: Date.now(), note: '' };
      running.add(step);
      if (!stream.isTTY) print(`  ${title} …`);
      timer ??= setInterval(tick, stream.isTTY ? 1000 : REPEAT_MS);
      // The timer alone must not keep a finished script alive.
      timer.unref();
      paint();
      return {
        note(words) {
          step.note = words;
        },
        end(mark = '✓', words = '') {
          running.delete(step);
          const took = elapsed(Date.now() - step.since);
          print(`${mark} ${title}  ${took}${words ? `  ${words}` : ''}`);
        },
      };
    },
  };
}
