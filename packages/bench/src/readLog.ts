import { readFileSync } from 'fs';
import { gunzipSync } from 'zlib';
import { parse } from 'csv-parse/sync';
import { HEADER, syntheticLog } from './syntheticLog';

/** An event log as an export has it. */
export interface Log {
  header: string[];
  rows: string[][];
}

/**
 * The log that is imported: the file of `--log=FILE`, also packed with gzip, else a made-up one.
 *
 * @param most - rows that are taken unless `--rows=N` says otherwise
 */
export function readLog(
  options: Readonly<Record<string, string>>,
  most: number,
): Log {
  const limit = Number(options.rows ?? most);
  if (!options.log) return { header: HEADER, rows: syntheticLog(limit) };
  const file = readFileSync(options.log);
  const text = (options.log.endsWith('.gz') ? gunzipSync(file) : file).toString(
    'utf8',
  );
  const [header, ...rows] = parse(text) as string[][];
  return { header, rows: rows.slice(0, limit) };
}

/** Rows as a CSV file. */
export const csvOf = ({ header, rows }: Log): string =>
  [header, ...rows].map(cells => cells.join(',')).join('\n');
