import type {
  CheckedService,
  ItsmKernel,
  ServiceCheck,
  ServiceCheckAnswer,
} from '@callboard/plugin-itsm-node';
import type { ServiceRow, ServiceStore } from './ServiceStore';

/** One check of what the records of services say. */
const ofRecords =
  (
    store: Pick<ServiceStore, 'ofEntities'>,
    answer: (row: ServiceRow) => ServiceCheckAnswer | undefined,
  ): ServiceCheck['read'] =>
  async (services: readonly CheckedService[]) => {
    const rows = await store.ofEntities(
      services.map(s => s.ref),
      'open',
    );
    return new Map(
      [...rows].flatMap(([ref, row]): [string, ServiceCheckAnswer][] => {
        const said = answer(row);
        return said ? [[ref, said]] : [];
      }),
    );
  };

const takeIn = (ref: string) =>
  `/itsm/portfolio/records/new?entity=${encodeURIComponent(ref)}`;

/** What a record says is filled in there; where there is none, one is made first. */
const inRecord: ServiceCheck['path'] = (ref, record) => {
  if (!record) return takeIn(ref);
  return record.number && `/itsm/portfolio/records/${record.number}`;
};

/** What a managed service has of what the portfolio knows. */
export function registerChecks(
  kernel: Pick<ItsmKernel, 'clock'>,
  store: Pick<ServiceStore, 'ofEntities'>,
): ServiceCheck[] {
  return [
    {
      key: 'portfolio-record',
      label: 'Record in the portfolio',
      why: 'What is in the portfolio is decided about: what it is worth, what it costs, and when it ends.',
      remedy: 'Take it into the portfolio.',
      path: takeIn,
      ofRecord: true,
      weight: 3,
      read: ofRecords(store, row =>
        row.statusCategory === 'closed' || row.statusCategory === 'cancelled'
          ? undefined
          : { state: 'met', words: row.number },
      ),
    },
    {
      key: 'business-owner',
      label: 'Business owner',
      why: 'Somebody of the business says what it is for, and decides what it may cost.',
      remedy: 'Name the business owner in its record in the portfolio.',
      path: inRecord,
      weight: 3,
      read: ofRecords(store, row =>
        row.businessOwnerRef ? { state: 'met' } : undefined,
      ),
    },
    {
      key: 'review-date',
      label: 'Review date',
      why: 'What is looked at again on a date is not forgotten.',
      remedy: 'Set the day of the next review in its record in the portfolio.',
      path: inRecord,
      ofRecord: true,
      weight: 2,
      read: ofRecords(store, row => {
        if (row.reviewAt === undefined) return undefined;
        return row.reviewAt < kernel.clock.now()
          ? { state: 'missing', words: 'The review is overdue' }
          : {
              state: 'met',
              words: new Date(row.reviewAt).toISOString().slice(0, 10),
            };
      }),
    },
  ];
}
