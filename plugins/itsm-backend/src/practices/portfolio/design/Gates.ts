import {
  DESIGN_GATES,
  gateBetween,
  judgeGates,
  serviceLifecycle,
  type DesignGate,
  type GateFault,
  type GateStatus,
} from '@callboard/plugin-itsm-common';
import {
  SYSTEM_CALLER,
  type ItsmKernel,
  type ReadinessGate,
  type ReadinessGates,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { DesignStore } from './DesignStore';
import type { GateBook } from './GateBook';
import type { GateKnowledge } from './GateKnowledge';
import { judgedOf } from './judged';
import type { SectionFacts } from './SectionFacts';

const OPEN: ReadinessGate = { passes: true, missing: [] };
/** States behind the gates. */
const BEHIND: Readonly<Record<DesignGate, readonly string[]>> = {
  'to-transition': ['transition', 'operation', 'retiring', 'retired'],
  operate: ['operation', 'retiring', 'retired'],
};

/** How services stand to their gates, with everything that those ask for. It knows no permissions. */
export class Gates implements ReadinessGates {
  constructor(
    private readonly kernel: Pick<ItsmKernel, 'records'>,
    private readonly deps: {
      store: DesignStore;
      book: GateBook;
      facts: SectionFacts;
      knowledge: GateKnowledge;
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
    const { store, book, facts, knowledge } = this.deps;
    await book.refresh();
    const [rows, basis] = await Promise.all([
      store.ofGates([record.id]),
      facts.basis(record),
    ]);
    const row = rows.get(record.id);
    const known = row && (await knowledge.of([row])).get(record.id);
    const changed = await facts.changed(row?.sections ?? [], basis);
    const sections = (row?.sections ?? []).map(section => ({
      ...judgedOf(section),
      dataChanged: changed.has(section.key),
    }));
    return DESIGN_GATES.map(({ value: gate, label }) => {
      const bodies = book.last(gate, row?.tier);
      const missing: GateFault[] = judgeGates(bodies, sections, known ?? {});
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
}
