import type {
  Agreed,
  Agreement,
  AgreementBody,
  Calendar,
  CalendarBody,
} from '@callboard/plugin-itsm-common';
import type {
  Definitions,
  DefinitionVersion,
} from '@callboard/plugin-itsm-node';
import { calendarKind } from '../calendars/calendarKind';
import type { CalendarService } from '../calendars/CalendarService';
import { compileAgreement } from './compile';
import type { FactFields } from './FactFields';

const AGREEMENT_KIND = 'agreement';

/** The version of each key that holds at an instant. */
function holdingAt<B>(
  versions: readonly DefinitionVersion<B>[],
  at: number,
): DefinitionVersion<B>[] {
  const newest = new Map<string, DefinitionVersion<B>>();
  for (const version of versions)
    if (version.validFrom <= at) newest.set(version.key, version);
  return [...newest.values()];
}

/** What holds from an instant on, until the next. */
interface Page {
  from: number;
  agreements: readonly Agreement[];
  calendars: ReadonlyMap<string, Calendar>;
}

/** What was agreed at every instant: versions of agreements and calendars, laid out by time. */
class LaidOut implements Agreed {
  readonly changes: readonly number[];

  constructor(private readonly pages: readonly Page[]) {
    this.changes = pages.map(page => page.from);
  }

  agreementsAt(at: number): readonly Agreement[] {
    return this.#at(at)?.agreements ?? [];
  }

  calendarAt(key: string, at: number): Calendar | undefined {
    return this.#at(at)?.calendars.get(key);
  }

  #at(at: number): Page | undefined {
    let low = 0;
    let high = this.pages.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.pages[middle].from <= at) low = middle + 1;
      else high = middle;
    }
    return this.pages[low - 1];
  }
}

/**
 * Knows what was agreed at every instant. Laid out anew when a version of an agreement or a calendar
 * was written; else it is the same object, so that who holds it can see that nothing changed.
 */
export class AgreedBook {
  #of: readonly unknown[] = [];
  #agreed: Agreed = new LaidOut([]);

  constructor(
    private readonly deps: {
      definitions: Definitions;
      calendars: CalendarService;
      fields: FactFields;
    },
  ) {}

  /** What was agreed, as of now. */
  async current(options: { fresh?: boolean } = {}): Promise<Agreed> {
    const { definitions } = this.deps;
    const agreements = await definitions.history<AgreementBody>(
      AGREEMENT_KIND,
      options,
    );
    const calendars = await definitions.history<CalendarBody>(
      calendarKind.kind,
    );
    if (this.#of[0] !== agreements || this.#of[1] !== calendars) {
      this.#agreed = this.layOut(agreements, calendars);
      this.#of = [agreements, calendars];
    }
    return this.#agreed;
  }

  /** Lays versions out by time; also for what is not saved yet. */
  layOut(
    agreements: readonly DefinitionVersion<AgreementBody>[],
    calendars: readonly DefinitionVersion<CalendarBody>[],
  ): Agreed {
    const compiled = new Map<unknown, Agreement | undefined>();
    const compile = (version: DefinitionVersion<AgreementBody>) => {
      if (version.removed) return undefined;
      if (!compiled.has(version))
        compiled.set(version, compileAgreement(version, this.deps.fields));
      return compiled.get(version);
    };
    const starts = new Set(
      [...agreements, ...calendars].map(version => version.validFrom),
    );
    const pages = [...starts]
      .sort((a, b) => a - b)
      .map((from): Page => {
        const holding = holdingAt(agreements, from)
          .flatMap(version => {
            const agreement = compile(version);
            return agreement
              ? [{ agreement, precedence: version.body!.precedence }]
              : [];
          })
          .sort(
            (a, b) =>
              a.precedence - b.precedence ||
              (a.agreement.key < b.agreement.key ? -1 : 1),
          );
        return {
          from,
          agreements: holding.map(({ agreement }) => agreement),
          calendars: new Map(
            holdingAt(calendars, from).flatMap(version =>
              version.removed
                ? []
                : [
                    [
                      version.key,
                      {
                        key: version.key,
                        version: version.version,
                        working: this.deps.calendars.workingOf(version),
                      },
                    ] as const,
                  ],
            ),
          ),
        };
      });
    return new LaidOut(pages);
  }
}
