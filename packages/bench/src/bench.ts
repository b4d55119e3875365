import { startDatabase } from './database';
import { median, type Figure, type FigureResult } from './Figure';
import { figures } from './figures';
import { readArguments } from './options';

const SAMPLES = 9;

async function measure(
  figure: Figure,
  options: Readonly<Record<string, string>>,
): Promise<FigureResult> {
  const database = await startDatabase();
  try {
    const prepared = await figure.prepare(database, options);
    await prepared.sample();
    const ours: number[] = [];
    const floor: number[] = [];
    for (let i = 0; i < Number(options.samples ?? SAMPLES); i++) {
      const sample = await prepared.sample();
      ours.push(sample.ours);
      floor.push(sample.floor);
    }
    const ratio = median(ours) / median(floor);
    return {
      figure: figure.name,
      ratio: Number(ratio.toFixed(3)),
      aim: figure.aim,
      holds: ratio >= figure.aim,
      unit: figure.unit,
      ours: Math.round(median(ours)),
      floor: Math.round(median(floor)),
      samples: ours.length,
    };
  } finally {
    await database.stop();
  }
}

/**
 * `npm run bench` lists the figures; `npm run bench -- NAME… [--key=value…]` measures them and
 * prints one JSON line each. The first sample warms up and is not counted.
 */
export async function main(args: readonly string[]): Promise<void> {
  const { words: names, options } = readArguments(args);
  const unknown = names.filter(name => !figures.some(f => f.name === name));
  if (names.length === 0 || unknown.length > 0) {
    for (const name of unknown)
      process.stderr.write(`There is no figure ${name}.\n`);
    for (const f of figures) {
      process.stdout.write(
        `${f.name}  ${f.description} (aim ≥ ${f.aim}, ${f.unit})\n`,
      );
    }
    process.exitCode = unknown.length > 0 ? 1 : 0;
    return;
  }
  for (const name of names) {
    const result = await measure(figures.find(f => f.name === name)!, options);
    process.stdout.write(`${JSON.stringify(result)}\n`);
  }
}
