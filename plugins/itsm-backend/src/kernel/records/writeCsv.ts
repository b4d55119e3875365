import { EXPORT_LIMIT_HEADER, safeCell } from '@callboard/plugin-itsm-common';
import type { CsvAnswers } from '@callboard/plugin-itsm-node';
import { stringify } from 'csv-stringify';
import type { Response } from 'express';
import { Readable } from 'stream';
import { pipeline } from 'stream/promises';

async function* safeRows(
  header: readonly string[],
  first: IteratorResult<string[]>,
  rows: AsyncGenerator<string[]>,
): AsyncGenerator<string[]> {
  yield header.map(safeCell);
  if (first.done) return;
  yield first.value.map(safeCell);
  for await (const row of rows) yield row.map(safeCell);
}

/**
 * Answers rows as CSV (RFC 4180) while they are read: never more than a batch in memory, no faster
 * than the client takes them, and no further once it left.
 *
 * The first row is read before anything is sent, so that what fails at once is answered as an
 * error. What fails later breaks the connection off: half a file must not look like a whole one.
 *
 * @param options.before - sets headers, once it is certain that rows will follow
 */
export async function writeCsv(
  response: Response,
  header: readonly string[],
  rows: AsyncGenerator<string[]>,
  options: { bom?: boolean; before?: () => void } = {},
): Promise<void> {
  const first = await rows.next();
  options.before?.();
  response.setHeader('Content-Type', 'text/csv; charset=utf-8; header=present');
  response.setHeader('Cache-Control', 'no-store');
  const csv = stringify({ bom: options.bom, record_delimiter: 'windows' });
  try {
    await pipeline(Readable.from(safeRows(header, first, rows)), csv, response);
  } catch (error) {
    // The client left; there is nobody to tell.
    const left = (error as { code?: string }).code;
    if (left !== 'ERR_STREAM_PREMATURE_CLOSE') {
      response.destroy();
      throw error;
    }
  } finally {
    await rows.return(undefined);
  }
}

/** Exports as files, for whoever has rows. */
export function csvAnswers(maxRows: number): CsvAnswers {
  return {
    maxRows,
    write: (response, { name, header, rows, bom }) =>
      writeCsv(response, header, rows, {
        bom,
        before: () => {
          response.setHeader(EXPORT_LIMIT_HEADER, String(maxRows));
          response.attachment(`${name}.csv`);
        },
      }),
  };
}
