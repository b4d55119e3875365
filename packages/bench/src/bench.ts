import { lazyDatabase } from './database';
import { median, rounded, type Figure, type FigureResult } from './Figure';
import { figures } from './figures';
import { readArguments } from './options';

const SAMPLES = 9;

const sign = (figure: Figure) => (figure.better === 'less' ? '≤' : '≥');

async function measure(
  figure: Figure,
  options: Readonly<Record<string, string>>,
): Promise<FigureResult> {
  const database = lazyDatabase();
  let close: (() => Promise<void>) | undefined;
  try {
    const prepared = await figure.prepare(database, options);
    close = prepared.close?.bind(prepared);
    await prepared.sample();
    const said: Record<string, number[]> = { ours: [], floor: [] };
    for (let i = 0; i < Number(options.samples ?? SAMPLES); i++) {
      for (const [key, value] of Object.entries(await prepared.sample()))
        (said[key] ??= []).push(value);
    }
    const medians = Object.fromEntries(
      Object.entries(said).map(([key, values]) => [key, median(values)]),
    ) as { ours: number; floor: number };
    const { ours, floor, ...more } = medians;
    const ratio = ours / floor;
    const { alsoHolds = true, ...notes } =
      (await prepared.notes?.(medians)) ?? {};
    const { aim } = figure;
    const reached =
      aim === undefined ||
      (figure.better === 'less' ? ratio <= aim : ratio >= aim);
    return {
      figure: figure.name,
      ratio: Number(ratio.toFixed(3)),
      ...(aim !== undefined && { aim, holds: reached && alsoHolds }),
      unit: figure.unit,
      ours: rounded(ours),
      floor: rounded(floor),
      samples: said.ours.length,
      ...Object.fromEntries(
        Object.entries(more).map(([key, value]) => [
          key,
          rounded(value as number),
        ]),
      ),
      ...notes,
    };
  } finally {
    await close?.();
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
        `${f.name}  ${f.description} (${
          f.aim === undefined ? 'no aim' : `aim ${sign(f)} ${f.aim}`
        }, ${f.unit})\n`,
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
