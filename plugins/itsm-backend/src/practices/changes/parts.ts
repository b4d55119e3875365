import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import type {
  ItsmKernel,
  Practice,
  RecordRule,
} from '@callboard/plugin-itsm-node';
import type { ChangeService } from './ChangeService';
import type { ChangeStore } from './ChangeStore';

/** What a part is made with. All are the same ones for a kernel, whichever part asks. */
export interface ChangeTools {
  config: RootConfigService;
  /** Tells other plugins of the backend. */
  events?: EventsService;
  /** Queries of the record itself. */
  store(kernel: ItsmKernel): ChangeStore;
  /** Knows no permissions: for what the product does itself, or checks itself. */
  changes(kernel: ItsmKernel): ChangeService;
  /** For callers from outside. */
  authorized(kernel: ItsmKernel): ChangeService;
}

/**
 * What a part of the practice adds to it, in the same words as a practice, and rules for the change
 * record. Its routes come before those of the record, so that `/changes/windows` is no number.
 */
export type ChangePart = Pick<
  Practice,
  | 'permissions'
  | 'recordFields'
  | 'reactions'
  | 'subjectNews'
  | 'definitionKinds'
  | 'approverRoles'
  | 'projections'
  | 'dueHandlers'
  | 'jobs'
  | 'actions'
  | 'services'
  | 'start'
> & {
  rules?: readonly RecordRule[];
  news?: Exclude<Practice['news'], Function>;
};

/** One practice of many parts, in their order. */
export function joinParts(
  parts: readonly ChangePart[],
): Required<Omit<ChangePart, 'rules'>> & { rules: readonly RecordRule[] } {
  const all = <T>(pick: (part: ChangePart) => readonly T[] | undefined) =>
    parts.flatMap(part => pick(part) ?? []);
  return {
    rules: all(p => p.rules),
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
    actions: kernel => all(p => p.actions?.(kernel)),
    services(kernel) {
      for (const part of parts) part.services?.(kernel);
    },
    async start(kernel, router) {
      for (const part of parts) await part.start?.(kernel, router);
    },
  };
}
