import type {
  Caller,
  ItsmKernel,
  RecordListOptions,
  StoredRecord,
} from '@callboard/plugin-itsm-node';

/** Numbers that one filter takes. */
const AT_ONCE = 200;

/**
 * Those of the records, by id, that the caller may read.
 *
 * @param wanted - which types and fields; all if absent
 */
export async function readRecords(
  { records }: Pick<ItsmKernel, 'records'>,
  caller: Caller,
  ids: readonly string[],
  wanted: Pick<RecordListOptions, 'types' | 'keys'> = {},
): Promise<ReadonlyMap<string, StoredRecord>> {
  const known = await records.readableNumbers(caller, [...new Set(ids)]);
  const numbers = [...known.values()];
  const chunks = Array.from(
    { length: Math.ceil(numbers.length / AT_ONCE) },
    (_, i) => numbers.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
  );
  const pages = await Promise.all(
    chunks.map(some =>
      records.list(caller, {
        ...wanted,
        filter: { number: { $in: some } },
        limit: AT_ONCE,
      }),
    ),
  );
  return new Map(
    pages.flatMap(({ items }) => items.map(item => [item.id, item])),
  );
}
