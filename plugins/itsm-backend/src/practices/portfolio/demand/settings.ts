import type { RootConfigService } from '@backstage/backend-plugin-api';
import { refOfKind, type DemandSettings } from '@callboard/plugin-itsm-common';

const KEY = 'itsm.portfolio';

/** How points are given and weighed here. */
export type VoteSettings = DemandSettings['votes'];

const groupAt = (key: string, value: string) => {
  const read = refOfKind('group').safeParse(value);
  if (!read.success)
    throw new Error(`${key} must be a group like group:default/customers`);
  return read.data;
};

function wholeAt(
  key: string,
  value: number | undefined,
  usual: number,
  most: number,
): number {
  if (value === undefined) return usual;
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new Error(`${key} must be a whole number from 1 to ${most}`);
  return value;
}

/** What demand is configured with. @throws Error that names the key */
export function readDemandSettings(config: RootConfigService): {
  votes: VoteSettings;
  /** Who looks after demand: works on every need, and gets those about nothing that a group owns. */
  demandOwner?: string;
} {
  const votes = config.getOptionalConfig(`${KEY}.votes`);
  const at = (key: string) => `${KEY}.votes.${key}`;
  const budget = wholeAt(
    at('budget'),
    votes?.getOptionalNumber('budget'),
    10,
    1_000,
  );
  const most = wholeAt(
    at('most'),
    votes?.getOptionalNumber('most'),
    Math.min(5, budget),
    budget,
  );
  const weights = (votes?.getOptionalConfigArray('weights') ?? []).map(
    (one, i) => {
      const label = one.getString('label').trim();
      if (label === '' || label.length > 80)
        throw new Error(
          `${at(`weights[${i}].label`)} must have 1 to 80 characters`,
        );
      return {
        groupRef: groupAt(at(`weights[${i}].group`), one.getString('group')),
        label,
        weight: wholeAt(
          at(`weights[${i}].weight`),
          one.getNumber('weight'),
          1,
          100,
        ),
      };
    },
  );
  const owner = config.getOptionalString(`${KEY}.demandOwner`);
  return {
    votes: {
      budget,
      most,
      weights,
      usualLabel: votes?.getOptionalString('label') ?? 'Everybody else',
    },
    demandOwner:
      owner === undefined ? undefined : groupAt(`${KEY}.demandOwner`, owner),
  };
}

/** What the points of somebody weigh: the highest of their groups counts. */
export function weightOf(
  { weights, usualLabel }: VoteSettings,
  ownership: readonly string[],
): { weight: number; label: string } {
  const theirs = weights
    .filter(({ groupRef }) => ownership.includes(groupRef))
    .sort((a, b) => b.weight - a.weight || (a.label < b.label ? -1 : 1));
  const [heaviest] = theirs;
  return heaviest
    ? { weight: heaviest.weight, label: heaviest.label }
    : { weight: 1, label: usualLabel };
}
