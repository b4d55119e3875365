import {
  DESIGN_GATES,
  gateBetween,
  judgeGates,
  serviceLifecycle,
  type DesignGate,
  type DesignGateFacts,
  type GateFault,
  type GateStatus,
} from '@callboard/plugin-itsm-common';
import {
  serviceRisksRef,
  SYSTEM_CALLER,
  type ItsmKernel,
  type ReadinessGate,
  type ReadinessGates,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { DesignStore } from './DesignStore';
import type { GateBook } from './GateBook';
import { judgedOf } from './judged';
import type { MilestoneStore } from './MilestoneStore';
import { changedFacts, type SectionFacts } from './SectionFacts';

const OPEN: ReadinessGate = { passes: true, missing: [] };
/** States behind the gates. */
const BEHIND: Readonly<Record<DesignGate, readonly string[]>> = {
  'to-transition': ['transition', 'operation', 'retiring', 'retired'],
  operate: ['operation', 'retiring', 'retired'],
};

/** Score of a service's checklist, by reference. */
export type ScoreOf = (ref: string) => Promise<number | undefined>;

/** How services stand to their gates, with everything that those ask for. It knows no permissions. */
export class Gates implements ReadinessGates {
  constructor(
    private readonly kernel: Pick<ItsmKernel, 'records' | 'services'>,
    private readonly deps: {
      store: DesignStore;
      milestones: MilestoneStore;
      book: GateBook;
      facts: SectionFacts;
      scoreOf: ScoreOf;
    },
  ) {}

  async of(recordId: string, transition: string): Promise<ReadinessGate> {
    const { record } = await this.kernel.records.view(SYSTEM_CALLER, recordId);
    const way = serviceLifecycle.transitions.find(
      ({ name }) => name === transition,
    );
    const gate = way && gateBetween(record.status, way.to);
    if (!gate) return OPEN;
    const { passes, missing } = (await this.statuses(record)).find(
      status => status.gate === gate,
    )!;
    return { passes, missing: missing.map(({ words }) => words) };
  }

  /** How a service stands to each gate. */
  async statuses(record: StoredRecord): Promise<GateStatus[]> {
    const { store, book, facts } = this.deps;
    await book.refresh();
    const [rows, basis, known] = await Promise.all([
      store.ofGates([record.id]),
      facts.basis(record),
      this.#known(record),
    ]);
    const row = rows.get(record.id);
    const sections = (row?.sections ?? []).map(section => ({
      ...judgedOf(section),
      dataChanged:
        section.state === 'accepted' &&
        changedFacts(section.acceptedFacts, basis.get(section.key) ?? {})
          .length > 0,
    }));
    return DESIGN_GATES.map(({ value: gate, label }) => {
      const bodies = book.last(gate, row?.tier);
      const missing: GateFault[] = judgeGates(bodies, sections, known);
      return {
        gate,
        label,
        titles: bodies.map(({ title }) => title),
        passes: missing.length === 0,
        missing,
        sections: [
          ...new Set(bodies.flatMap(body => body.sections.map(s => s.section))),
        ],
        behind: BEHIND[gate].includes(record.status),
      };
    });
  }

  async #known(record: StoredRecord): Promise<DesignGateFacts> {
    const ref =
      typeof record.entityRef === 'string' ? record.entityRef : undefined;
    const [openMilestones, score, risks] = await Promise.all([
      this.deps.milestones.openBeforeGoingLive(record.id),
      ref === undefined ? undefined : this.deps.scoreOf(ref),
      ref === undefined
        ? undefined
        : this.kernel.services.find(serviceRisksRef)?.sums([ref]),
    ]);
    return {
      openMilestones,
      score,
      highestRisk: ref === undefined ? undefined : risks?.get(ref)?.highest,
    };
  }
}
