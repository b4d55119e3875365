/** Runs a program in place of this one: same terminal, same signals, same exit code. */
import { start } from './exec.mjs';
import { Problem } from './problem.mjs';

export async function passThrough(program, args, options) {
  const child = start(program, args, { ...options, stdio: 'inherit' });
  // Ctrl+C reaches the program by itself; this one only has to wait for it.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.exitCode = await new Promise((resolve, reject) => {
    child.once('error', error =>
      reject(new Problem(`${program} cannot be run: ${error.message}.`)),
    );
    child.once('exit', (code, signal) => resolve(signal ? 1 : code));
  });
}
