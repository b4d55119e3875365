/** A lock file that names the process holding it; one left behind by a dead process does not count. */
import fs from 'node:fs';
import path from 'node:path';

/**
 * When a process began, in a form that differs between two processes that had the same number.
 * Only Linux tells it in a file; elsewhere the number alone has to do.
 */
function birthOf(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command's name is in brackets and may hold blanks; the fields after it do not.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return '';
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user is alive as well.
    return error.code === 'EPERM';
  }
}

/** What the living holder of a lock wrote into it, or undefined when nobody holds it. */
export function holderOf(file) {
  try {
    const holder = JSON.parse(fs.readFileSync(file, 'utf8'));
    const same = isAlive(holder.pid) && birthOf(holder.pid) === holder.birth;
    return same ? holder : undefined;
  } catch {
    return undefined;
  }
}

/** Takes the lock until this process ends. Answers the other holder where there is one. */
export function takeLock(file, facts = {}) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const { pid } = process;
  const text = JSON.stringify({ pid, birth: birthOf(pid), ...facts });
  for (;;) {
    try {
      // "wx" fails when the file is there, so two processes cannot both write it.
      fs.writeFileSync(file, text, { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const holder = holderOf(file);
      if (holder) return { holder };
      fs.rmSync(file, { force: true });
    }
  }
  const release = () => fs.rmSync(file, { force: true });
  process.once('exit', release);
  return {
    release() {
      process.off('exit', release);
      release();
    },
  };
}
