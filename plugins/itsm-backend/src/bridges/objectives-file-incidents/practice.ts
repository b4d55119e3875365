import {
  OBJECTIVE_ALERT_ENDED,
  OBJECTIVE_ALERT_STARTED,
} from '@callboard/plugin-itsm-common';
import {
  alertsOfObjectivesRef,
  SYSTEM_CALLER,
  type AlertsOfObjectives,
  type DueContext,
  type DueHandler,
  type DueItem,
  type ItsmKernel,
  type JournalRow,
  type NewDueItem,
  type Practice,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';

const INCIDENT = 'incident';
const FILE = 'objectives-file-incidents.file';
const END = 'objectives-file-incidents.end';
const HOUR = 3_600_000;

/** What the journal tells of an alert that begins. */
interface Started {
  alert: string;
  name: string;
  entity?: string;
  rate: number;
  rule: { long: number; threshold: number };
  remaining?: number;
  files: boolean;
}

const minutesOf = (milliseconds: number) => milliseconds / 60_000;
const spanOf = (milliseconds: number) =>
  milliseconds >= HOUR
    ? `${Number((milliseconds / HOUR).toFixed(1))} h`
    : `${minutesOf(milliseconds)} min`;

/** What people read in the incident. */
function wordsOf({ name, rate, rule, remaining }: Started): string {
  const left =
    remaining === undefined
      ? ''
      : `\n\n${Math.max(
          0,
          Math.round(remaining * 100),
        )} % of the error budget are left.`;
  return `The error budget of **${name}** burns ${rate.toFixed(
    1,
  )} times as fast as it lasts, measured over the last ${spanOf(
    rule.long,
  )}; the alert begins at ${Number(rule.threshold.toFixed(2))}.${left}`;
}

const isOver = ({ statusCategory }: StoredRecord) =>
  ['closed', 'cancelled', 'resolved'].includes(statusCategory);

/** Items of one objective are done in the order of its alerts. */
const laned = (
  kind: string,
  { at, subjectId, position, payload }: JournalRow,
): NewDueItem => ({
  kind,
  key: String(payload.alert),
  dueAt: at,
  lane: `objective:${subjectId}`,
  causedBy: position,
  payload: { ...payload, objective: subjectId },
});

/**
 * Files an incident when a page of an objective that asks for it begins, and says in it when it is
 * over. Each alert leads to one incident at most: the alert keeps which, in the transaction that
 * files it. While the incident of an earlier alert is still open, it is told there instead.
 */
class Filing {
  constructor(
    private readonly kernel: Pick<ItsmKernel, 'records'>,
    private readonly alerts: () => AlertsOfObjectives | undefined,
  ) {}

  handlers(): DueHandler[] {
    return [
      {
        kind: FILE,
        title: 'Files an incident for an error budget that burns',
        handle: (item, context) => this.#file(item, context),
      },
      {
        kind: END,
        title: 'Says in the incident that the error budget burns no more',
        handle: (item, context) => this.#end(item, context),
      },
    ];
  }

  async #record(id: string | undefined): Promise<StoredRecord | undefined> {
    if (id === undefined) return undefined;
    const view = await this.kernel.records.view(SYSTEM_CALLER, id);
    return view.record;
  }

  async #file(item: DueItem, context: DueContext): Promise<void> {
    const alerts = this.alerts();
    const started = item.payload as unknown as Started & { objective: string };
    const known = await alerts?.find(started.alert);
    if (!alerts || !known || known.recordId !== undefined) return;
    const earlier = await this.#record(
      await alerts.lastRecord(started.objective),
    );
    const words = wordsOf(started);
    const change =
      earlier && !isOver(earlier)
        ? {
            id: earlier.id,
            comment: {
              body: `It burns again. ${words}`,
              audience: 'internal' as const,
            },
          }
        : {
            create: INCIDENT,
            set: {
              channel: 'event',
              serviceRef: started.entity,
              title: `${started.name}: the error budget burns`.slice(0, 200),
              description: words,
              // Of a budget that is gone everybody feels it.
              impact:
                started.remaining !== undefined && started.remaining <= 0
                  ? 1
                  : 2,
              urgency: 1,
            },
          };
    await context.command(SYSTEM_CALLER, [change], (tx, [{ record }]) =>
      alerts.note(tx, started.alert, record.id),
    );
  }

  async #end(item: DueItem, context: DueContext): Promise<void> {
    const known = await this.alerts()?.find(String(item.payload.alert));
    const record = await this.#record(known?.recordId);
    if (!record || ['closed', 'cancelled'].includes(record.statusCategory))
      return;
    const removed = item.payload.reason === 'removed';
    await context.command(SYSTEM_CALLER, [
      {
        id: record.id,
        comment: {
          body: removed
            ? `The objective is defined no more; its alert of ${new Date(
                Number(item.payload.startedAt),
              ).toISOString()} ended with it.`
            : `The error budget of **${item.payload.name}** no longer burns too fast.`,
          audience: 'internal',
        },
      },
    ]);
  }
}

/** Service levels and incidents, where both are. */
export const objectivesFileIncidentsPractice: Practice = {
  id: 'objectives-file-incidents',
  title: 'Error budgets that burn file incidents',
  dependsOn: ['service-levels', 'incidents'],
  projections: kernel => [
    {
      id: 'objectives-file-incidents',
      title: 'Alerts of objectives that are to file incidents',
      kinds: [OBJECTIVE_ALERT_STARTED, OBJECTIVE_ALERT_ENDED],
      fromNow: true,
      async apply(tx, entries) {
        await kernel.due.schedule(
          entries.flatMap(entry => {
            if (entry.kind === OBJECTIVE_ALERT_ENDED)
              return [laned(END, entry)];
            return entry.payload.files ? [laned(FILE, entry)] : [];
          }),
          tx,
        );
      },
    },
  ],
  dueHandlers: kernel =>
    new Filing(kernel, () =>
      kernel.services.find(alertsOfObjectivesRef),
    ).handlers(),
};
