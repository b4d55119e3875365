import { RISK, riskPermissions } from '@callboard/plugin-itsm-common';
import {
  recordsOfService,
  sectionOf,
  type ItsmKernel,
  type ServiceView,
  type ServiceViewInput,
} from '@callboard/plugin-itsm-node';
import type { ContinuityBook } from './continuity/ContinuityBook';

const iso = (at: number) => new Date(at).toISOString();

/** What a service risks, the highest first, and how it comes back. */
export function risksOfService(
  kernel: Pick<ItsmKernel, 'records' | 'recordTypes'>,
  book: ContinuityBook,
): ServiceView {
  const risks = async (input: ServiceViewInput) => {
    const found = await recordsOfService(kernel, input, {
      type: RISK,
      category: ['draft', 'open', 'waiting', 'resolved'],
      sort: 'currentScore',
      order: 'desc',
    });
    return (
      found &&
      sectionOf(kernel, input.ref, found, record => ({
        at: record.createdAt,
        until: record.reviewAt as number | undefined,
      }))
    );
  };
  const continuity = async ({ caller, ref }: ServiceViewInput) => {
    const [entry] = await book.of(caller, [ref]);
    if (!entry) return undefined;
    const { plan, test, gaps } = entry;
    return {
      rtoMinutes: plan?.rtoMinutes,
      rpoMinutes: plan?.rpoMinutes,
      testedRtoMinutes: test?.rtoMinutes,
      lastTestAt: test && iso(test.at),
      gap: gaps[0]?.words,
    };
  };
  return {
    id: 'risks',
    permissions: [riskPermissions.read],
    tells: ['risks', 'continuity'],
    async read(input) {
      const [some, back] = await Promise.all([risks(input), continuity(input)]);
      return {
        ...(some && { risks: some }),
        ...(back && { continuity: back }),
      };
    },
  };
}
