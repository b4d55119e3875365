import type { KpiDefinition, Proposal } from '@callboard/plugin-itsm-common';
import type { InitiativeBrief } from '@callboard/plugin-itsm-node';
import type { ProposalRow } from './ProposalStore';
import type { ProposalSettings } from './settings';

/** What somebody may do with proposals beside reading them. */
export interface Rights {
  decides: boolean;
}

const iso = (at: number) => new Date(at).toISOString();

/** A proposal as it is answered. */
export function presentProposal(
  row: ProposalRow,
  known: {
    initiative?: InitiativeBrief;
    kpis: ReadonlyMap<string, KpiDefinition>;
    settings: ProposalSettings;
    rights: Rights;
  },
): Proposal {
  const { initiative, kpis, settings, rights } = known;
  const { hourlyRate, currency } = settings;
  const kpi = row.measure && kpis.get(row.measure.kpi);
  const { decides } = rights;
  return {
    id: row.id,
    finder: row.finder,
    state: row.state,
    title: row.title,
    why: row.why,
    serviceRef: row.serviceRef,
    ownerRef: row.ownerRef,
    evidence: row.evidence,
    estimate: {
      ...row.estimate,
      ...(hourlyRate === undefined
        ? {}
        : { money: Math.round(row.hours * hourlyRate), currency }),
    },
    measure: row.measure && {
      ...row.measure,
      name: kpi?.name,
      unit: kpi?.unit,
    },
    foundAt: iso(row.foundAt),
    seenAt: iso(row.seenAt),
    decidedAt: row.decidedAt === undefined ? undefined : iso(row.decidedAt),
    reason: row.reason,
    note: row.note,
    initiative: initiative && {
      number: initiative.number,
      title: initiative.title,
      statusLabel: initiative.statusLabel,
    },
    viewer: {
      canAccept: decides && row.state === 'open',
      canDismiss: decides && row.state === 'open',
      canRestore: decides && row.state === 'dismissed',
    },
  };
}
