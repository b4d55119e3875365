import type { ProposalFigure } from '@callboard/plugin-itsm-common';
import { hoursOf, percent, plain } from './finders/model';
import type { ProposalRow } from './ProposalStore';

const valueWords = (value: number, unit: ProposalFigure['unit']) => {
  if (unit === 'percent') return percent(value);
  return unit === 'duration' ? hoursOf(value) : plain(value);
};

/** What a proposal rests on in Markdown: what an initiative keeps of it, as it was when it was accepted. */
export function evidenceWords({
  evidence,
  estimate,
}: Pick<ProposalRow, 'evidence' | 'estimate'>): string {
  const { figures, rows, from, to } = evidence;
  return [
    `From ${from.slice(0, 10)} to ${to.slice(0, 10)}:`,
    '',
    ...figures.map(({ label, value, unit, before }) => {
      const then =
        before === undefined ? '' : `, before ${valueWords(before, unit)}`;
      return `- ${label}: ${valueWords(value, unit)}${then}`;
    }),
    ...(rows?.items ?? []).map(
      ({ label, value }) => `- ${label}: ${valueWords(value, rows!.unit)}`,
    ),
    '',
    `What fixing it would save: ${estimate.formula}.`,
    ...estimate.assumptions.map(text => `- Assumed: ${text}`),
  ].join('\n');
}
