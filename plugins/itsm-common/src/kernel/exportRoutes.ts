import { z } from 'zod';
import { defineRoute } from './contract';
import { listParam, recordListQuerySchema } from './schema';

/** The keys of the fields that an export shows, in this order. */
const columns = listParam(
  z
    .string()
    .max(80)
    .regex(/^[a-z][a-zA-Z0-9.-]*$/, 'must be the key of a field'),
);

/** Filters of every list, without what belongs to pages; and the columns. */
export const exportQuerySchema = recordListQuerySchema
  .omit({ sort: true, order: true, limit: true, cursor: true, total: true })
  .extend({
    columns: columns.optional(),
    /** `true` puts a byte order mark first, for programs that guess the encoding. */
    bom: z
      .enum(['true', 'false'])
      .transform(v => v === 'true')
      .optional(),
  });
export type ExportQuery = z.output<typeof exportQuerySchema>;

/** How many rows an export has at most, as a header of its answer. */
export const EXPORT_LIMIT_HEADER = 'X-Export-Max-Rows';

const SUMMARY =
  'as CSV, oldest first: the filters of the list, chosen columns with their labels as header, instants in ISO 8601. ' +
  'Ends after as many rows as the header X-Export-Max-Rows says; the last line then says so. ' +
  'Texts that a spreadsheet would run as a formula begin with an apostrophe.';

/** The export of all record types. */
export const exportRoutes = {
  exportRecords: defineRoute({
    name: 'records.export',
    method: 'get',
    path: '/records/export',
    summary: `Records that the caller may read ${SUMMARY}`,
    query: exportQuerySchema,
    answers: 'text/csv',
    response: z.string(),
  }),
} as const;

/**
 * The export of the record type that a practice brings, below the practice's own path.
 *
 * @param practice - the practice's id, e.g. `incidents`
 * @param permission - the name of the read permission of its type
 */
export function practiceExportRoute(practice: string, permission: string) {
  return defineRoute({
    name: `${practice}.export`,
    method: 'get',
    path: `/${practice}/export`,
    summary: `${practice[0].toLocaleUpperCase('en-US')}${practice.slice(
      1,
    )} that the caller may read ${SUMMARY}`,
    permission,
    query: exportQuerySchema.omit({ type: true }),
    answers: 'text/csv',
    response: z.string(),
  });
}
