import {
  PERCENTILES,
  type FactsAt,
  type KpiFormula,
} from '@callboard/plugin-itsm-common';
import type {
  DefinitionFault,
  FactDimension,
  FactStage,
} from '@callboard/plugin-itsm-node';
import type { CountedBook } from './CountedBook';
import { termsOf } from './formulas';

type Path = readonly (string | number)[];

const named = (keys: readonly string[]) =>
  keys.length > 0 ? `there are ${keys.join(', ')}` : 'there is none';

/** Where in a formula its facts stand. */
function placesOf(
  formula: KpiFormula,
): { path: string; facts: FactsAt & { value?: string } }[] {
  switch (formula.of) {
    case 'count':
    case 'share':
    case 'value':
      return [{ path: 'facts', facts: formula.facts }];
    case 'ratio':
      return [
        { path: 'numerator', facts: formula.numerator },
        { path: 'denominator', facts: formula.denominator },
      ];
    case 'level':
    case 'level-age':
      return [
        { path: 'entered', facts: formula.entered },
        { path: 'left', facts: formula.left },
      ];
    default:
      return [];
  }
}

/** What of a formula no practice counts, each in a sentence. */
export function formulaFaults(
  formula: KpiFormula,
  book: CountedBook,
): DefinitionFault[] {
  if (formula.of === 'gauge') {
    return book.findGauge(formula.gauge)
      ? []
      : [
          {
            path: ['gauge'],
            message: `no practice tells "${formula.gauge}"`,
          },
        ];
  }
  const faults = placesOf(formula).flatMap(placeFaults(formula, book));
  return faults.length > 0 ? faults : levelFaults(formula, book);
}

/** What is open entered and leaves: the same fact, and in that order. */
function levelFaults(
  formula: KpiFormula,
  book: CountedBook,
): DefinitionFault[] {
  if (formula.of !== 'level' && formula.of !== 'level-age') return [];
  const { entered, left } = formula;
  if (entered.kind !== left.kind)
    return [
      {
        path: ['left', 'kind'],
        message: `must be "${entered.kind}": what enters is what leaves`,
      },
    ];
  const stages = book.kind(entered.kind).stages.map(({ key }) => key);
  if (stages.indexOf(left.stage) > stages.indexOf(entered.stage)) return [];
  return [
    {
      path: ['left', 'stage'],
      message: `must come after "${
        entered.stage
      }"; the stages are ${stages.join(', ')}`,
    },
  ];
}

/** What no practice counts of a place. */
function placeFaults(formula: KpiFormula, book: CountedBook) {
  return ({
    path,
    facts,
  }: ReturnType<typeof placesOf>[number]): DefinitionFault[] => {
    const kind = book.findKind(facts.kind);
    if (!kind) {
      const kinds = book.kinds().map(k => k.kind);
      return [
        {
          path: [path, 'kind'],
          message: `no practice counts "${facts.kind}"; ${named(kinds)}`,
        },
      ];
    }
    const stage = kind.stages.find(s => s.key === facts.stage);
    if (!stage) {
      return [
        {
          path: [path, 'stage'],
          message: `"${facts.kind}" has no stage "${facts.stage}"; ${named(
            kind.stages.map(s => s.key),
          )}`,
        },
      ];
    }
    const faults = [
      ...countedFaults([path, 'mark'], stage, 'marks', facts.mark),
      ...countedFaults([path, 'value'], stage, 'values', facts.value),
    ];
    if (formula.of === 'share')
      faults.push(...countedFaults(['among'], stage, 'marks', formula.among));
    if (formula.of === 'value') {
      faults.push(...countedFaults(['value'], stage, 'values', formula.value));
      const value = kind.values?.find(v => v.key === formula.value);
      const shares = formula.statistics.filter(s => s in PERCENTILES);
      if (value && !value.distribution && shares.length > 0) {
        faults.push({
          path: ['statistics'],
          message: `of "${formula.value}" no distribution is kept; there are mean, sum`,
        });
      }
      if (!formula.statistics.includes(formula.statistic)) {
        faults.push({
          path: ['statistic'],
          message: `must be one of the statistics: ${formula.statistics.join(
            ', ',
          )}`,
        });
      }
    }
    if (formula.of === 'level-age') {
      if (facts.mark)
        faults.push({
          path: [path, 'mark'],
          message: 'ages are kept of all facts only; leave the mark out',
        });
      if (path === 'entered' && stage !== kind.stages[0])
        faults.push({
          path: [path, 'stage'],
          message: `ages are kept from the first stage on, "${kind.stages[0].key}"`,
        });
    }
    return faults;
  };
}

function countedFaults(
  path: Path,
  stage: FactStage,
  part: 'marks' | 'values',
  key: string | undefined,
): DefinitionFault[] {
  const counted = stage[part] ?? [];
  if (key === undefined || counted.includes(key)) return [];
  return [
    {
      path,
      message: `"${key}" is not among the ${part} counted at "${
        stage.key
      }"; ${named(counted)}`,
    },
  ];
}

/** What all facts of a formula can be asked by, as the first of them has it. */
export function dimensionsOf(
  formula: KpiFormula,
  book: CountedBook,
): FactDimension[] {
  if (formula.of === 'gauge')
    return [...(book.findGauge(formula.gauge)?.dimensions ?? [])];
  const kinds = [
    ...new Set(termsOf(formula).map(({ facts }) => facts.kind)),
  ].flatMap(kind => book.findKind(kind) ?? []);
  const [first, ...others] = kinds;
  if (!first) return [];
  return first.dimensions.filter(({ key }) =>
    others.every(kind => kind.dimensions.some(d => d.key === key)),
  );
}
