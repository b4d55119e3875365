import type { Drill } from './DrillDefinition';
import { clocksLag } from './drills/clocksLag';
import { clocksRebuild } from './drills/clocksRebuild';
import { databaseAway } from './drills/databaseAway';
import { dueOnce } from './drills/dueOnce';
import { kpis } from './drills/kpis';
import { logFigures } from './drills/logFigures';
import { prometheus } from './drills/prometheus';
import { readArguments } from './options';

const drills: readonly Drill[] = [
  logFigures,
  kpis,
  dueOnce,
  databaseAway,
  clocksLag,
  clocksRebuild,
  prometheus,
];

/** `npm run drill` lists the drills; `npm run drill -- NAME [--key=value…]` runs one. */
export async function main(args: readonly string[]): Promise<void> {
  const { words, options } = readArguments(args);
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const drill = drills.find(d => d.name === words[0]);
  if (!drill) {
    if (words[0]) say(`There is no drill ${words[0]}.`);
    for (const d of drills) say(`${d.name}  ${d.description}`);
    process.exitCode = words[0] ? 1 : 0;
    return;
  }
  const holds = await drill.run(options, say);
  process.exitCode = holds ? 0 : 1;
}
