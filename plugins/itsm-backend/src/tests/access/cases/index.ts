import type { Case } from '../Case';
import { administrationCases } from './administration';
import { definitionCases } from './definitions';
import { incidentCases } from './incidents';
import { ownCases } from './own';
import { recordCases } from './records';
import { searchCases } from './search';

/** Every route, with who may. A route without a case fails the test. */
export const cases: readonly Case[] = [
  ...recordCases,
  ...incidentCases,
  ...searchCases,
  ...ownCases,
  ...definitionCases,
  ...administrationCases,
];

/** What a case is called. */
export const nameOf = ({ route, when }: Case) =>
  when ? `${route}: ${when}` : route;
