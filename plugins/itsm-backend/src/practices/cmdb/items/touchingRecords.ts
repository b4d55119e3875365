import { InputError, NotFoundError } from '@backstage/errors';
import {
  ACTIVE_CATEGORIES,
  CI_COUNT_TO,
  STATUS_CATEGORIES,
  type CiRecord,
  type CiRecordPage,
  type CiRecordsQuery,
  type StatusCategory,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  ItsmKernel,
  RecordPage,
  StoredRecord,
} from '@callboard/plugin-itsm-node';

const DEFAULT_LIMIT = 25;

type State = 'open' | 'closed';
const CATEGORIES: Readonly<Record<State, readonly StatusCategory[]>> = {
  open: ACTIVE_CATEGORIES,
  closed: STATUS_CATEGORIES.filter(c => !ACTIVE_CATEGORIES.includes(c)),
};

const toItem = (record: StoredRecord): CiRecord => ({
  id: record.id,
  number: record.number,
  type: record.type,
  title: record.title,
  status: record.status,
  statusCategory: record.statusCategory,
  priority: record.priority,
  serviceRef: record.serviceRef,
  assigneeRef: record.assigneeRef,
  updatedAt: new Date(record.updatedAt).toISOString(),
});

/** Reads a cursor: that of the list of open records or of the others, with which of them it is. */
function readPlace(text: string | undefined, start: State) {
  if (text === undefined) return { state: start };
  const [, state, cursor] = /^(open|closed)\.(.*)$/.exec(text) ?? [];
  if (!state) {
    throw new InputError(
      'cursor: is not one that this API gave; start again without it',
    );
  }
  return { state: state as State, cursor: cursor || undefined };
}

/**
 * Records of all types that touch an item, as the kernel finds them: filed against it, naming it in
 * a field, or linked to it; under its former names too, and against parts of a system. Open ones
 * come first, each with the latest change first.
 *
 * @param caller - with the scopes of what they may read of records
 * @throws NotFoundError for an item that is not there, or that the caller may not see
 */
export async function touchingRecords(
  kernel: Pick<ItsmKernel, 'catalog' | 'catalogAccess' | 'records'>,
  caller: Caller,
  query: CiRecordsQuery,
): Promise<CiRecordPage> {
  const { ref, state: only, limit = DEFAULT_LIMIT } = query;
  const visible = await kernel.catalogAccess.readable(caller, [ref]);
  if (!visible.has(ref) || !(await kernel.catalog.find(ref))) {
    throw new NotFoundError(
      `ref: there is no ${ref} in the catalog, or you may not see it`,
    );
  }
  const read = (state: State, most: number, cursor?: string, total = false) =>
    kernel.records.list(caller, {
      entity: ref,
      category: CATEGORIES[state],
      limit: most,
      cursor,
      total,
    });
  const items: CiRecord[] = [];
  const refs: RecordPage['refs'] = {};
  const take = (page: RecordPage) => {
    items.push(...page.items.map(toItem));
    Object.assign(refs, page.refs);
  };
  let { state, cursor } = readPlace(query.cursor, only ?? 'open');
  let next: string | undefined;
  let open: number | undefined;
  if (state === 'open') {
    const page = await read('open', limit, cursor, true);
    take(page);
    open = page.total;
    cursor = undefined;
    next = page.pageInfo.nextCursor && `open.${page.pageInfo.nextCursor}`;
    if (!next && only === undefined) state = 'closed';
  }
  if (state === 'closed' && !next) {
    const left = limit - items.length;
    if (left === 0) next = 'closed.';
    else {
      const page = await read('closed', left, cursor);
      take(page);
      const { nextCursor } = page.pageInfo;
      next = nextCursor && `closed.${nextCursor}`;
    }
  }
  open ??= (await read('open', 1, undefined, true)).total ?? 0;
  return {
    items,
    pageInfo: { nextCursor: next },
    open: { count: Math.min(open, CI_COUNT_TO), more: open > CI_COUNT_TO },
    refs: await kernel.catalog
      .describe([ref, ...items.flatMap(i => [i.serviceRef, i.assigneeRef])])
      .then(described => ({ ...refs, ...described })),
  };
}
