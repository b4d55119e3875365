import type { ItsmKernel } from './kernel';
import type { Practice, RecordRule } from './practice';

/**
 * What a part of a practice adds to it, in the same words as a practice, and rules for its record.
 * Its routes come before those of the record, so that `/changes/windows` is no number.
 */
export type PracticePart = Pick<
  Practice,
  | 'recordTypes'
  | 'permissions'
  | 'recordFields'
  | 'reactions'
  | 'subjectNews'
  | 'definitionKinds'
  | 'approverRoles'
  | 'projections'
  | 'dueHandlers'
  | 'jobs'
  | 'counted'
  | 'actions'
  | 'serviceViews'
  | 'serviceChecks'
  | 'services'
  | 'start'
> & {
  rules?: readonly RecordRule[];
  news?: Exclude<Practice['news'], Function>;
};

/** One practice of many parts, in their order. */
export function joinParts(
  parts: readonly PracticePart[],
): Required<Omit<PracticePart, 'rules'>> & { rules: readonly RecordRule[] } {
  const all = <T>(pick: (part: PracticePart) => readonly T[] | undefined) =>
    parts.flatMap(part => pick(part) ?? []);
  return {
    rules: all(p => p.rules),
    recordTypes: all(p => p.recordTypes),
    permissions: all(p => p.permissions),
    recordFields: all(p => p.recordFields),
    reactions: all(p => p.reactions),
    news: all(p => p.news),
    subjectNews: all(p => p.subjectNews),
    definitionKinds: all(p => p.definitionKinds),
    approverRoles: kernel => all(p => p.approverRoles?.(kernel)),
    projections: kernel => all(p => p.projections?.(kernel)),
    dueHandlers: kernel => all(p => p.dueHandlers?.(kernel)),
    jobs: kernel => all(p => p.jobs?.(kernel)),
    counted(kernel) {
      const counted = parts.flatMap(part => part.counted?.(kernel) ?? []);
      return {
        records: counted.flatMap(c => c.records ?? []),
        kinds: counted.flatMap(c => c.kinds ?? []),
        gauges: counted.flatMap(c => c.gauges ?? []),
        kpis: counted.flatMap(c => c.kpis ?? []),
      };
    },
    actions: kernel => all(p => p.actions?.(kernel)),
    serviceViews: kernel => all(p => p.serviceViews?.(kernel)),
    serviceChecks: kernel => all(p => p.serviceChecks?.(kernel)),
    services(kernel) {
      for (const part of parts) part.services?.(kernel);
    },
    async start(kernel, router) {
      for (const part of parts) await part.start?.(kernel, router);
    },
  };
}

/** One of a kind for each kernel, whichever part asks first. */
export function oncePer<T>(
  make: (kernel: ItsmKernel) => T,
): (kernel: ItsmKernel) => T {
  const made = new WeakMap<ItsmKernel, T>();
  return kernel => {
    if (!made.has(kernel)) made.set(kernel, make(kernel));
    return made.get(kernel)!;
  };
}
