import type { Call } from './Case';
import type { Answer } from './world';

/** A way to ask whether there is a record with a word. */
export interface Probe {
  name: string;
  route: string;
  /** Words that it is tried with; all if absent. */
  words?: RegExp;
  ask(word: string): Call;
  /** How many records it says there are. */
  hits(answer: Answer): number;
}

const items = ({ body }: Answer): number => body.items.length;
const total = ({ body }: Answer): number => body.total;
const rows = ({ text }: Answer) => text.trim().split('\n').length - 1;
const counted = ({ body }: Answer): number => body.counts.asked;

const INNER = /innercustom$/;
const STATED = /^\d+$/;

const FILTERS: Record<string, [RegExp, (word: string) => unknown]> = {
  'the title': [/title$/, word => ({ title: `Checkout ${word} fails` })],
  'the beginning of the title': [
    /title$/,
    word => ({ title: { $hasPrefix: `checkout ${word}` } }),
  ],
  'the description': [/description$/, description => ({ description })],
  'what is known': [
    /summary$/,
    word => ({ majorSummary: `Cards ${word} fail` }),
  ],
  'a custom field': [/[nt]custom$/, word => ({ 'custom.open': word })],
  'an internal field': [INNER, word => ({ 'custom.inner': word })],
  'the beginning of an internal field': [
    INNER,
    word => ({ 'custom.inner': { $hasPrefix: word } }),
  ],
  'an internal field, denied twice': [
    INNER,
    word => ({ $not: { $not: { 'custom.inner': { $in: [word, 'other'] } } } }),
  ],
  'an internal fact': [STATED, word => ({ statedReassignments: Number(word) })],
  'the bounds of an internal fact': [
    STATED,
    word => ({
      $all: [
        { statedReassignments: { $gte: Number(word) } },
        { statedReassignments: { $lte: Number(word) } },
      ],
    }),
  ],
  'the number elsewhere': [
    /external$/,
    word => ({ externalId: { $contains: word } }),
  ],
};

/** Every way to find a record by a word that stands in it. */
export const PROBES: readonly Probe[] = [
  {
    name: 'a search',
    route: 'search.records',
    ask: q => ({ query: { q } }),
    hits: items,
  },
  {
    name: 'words of a list',
    route: 'incidents.list',
    ask: q => ({ query: { q } }),
    hits: items,
  },
  {
    name: 'the total of a list',
    route: 'records.list',
    ask: q => ({ query: { q, total: 'true', limit: '1' } }),
    hits: total,
  },
  {
    name: 'words of an export',
    route: 'incidents.export',
    ask: q => ({ query: { q } }),
    hits: rows,
  },
  {
    name: 'words of a count',
    route: 'records.counts',
    ask: q => ({ body: { queries: { asked: { q } } } }),
    hits: counted,
  },
  {
    name: 'similar titles',
    route: 'records.similar',
    ask: title => ({ query: { title } }),
    hits: items,
  },
  ...Object.entries(FILTERS).flatMap(([field, [words, filter]]): Probe[] => [
    {
      name: `${field} in a list`,
      route: 'incidents.list',
      words,
      ask: word => ({ query: { filter: JSON.stringify(filter(word)) } }),
      hits: items,
    },
    {
      name: `${field} in an export`,
      route: 'incidents.export',
      words,
      ask: word => ({ query: { filter: JSON.stringify(filter(word)) } }),
      hits: rows,
    },
    {
      name: `${field} in a count`,
      route: 'records.counts',
      words,
      ask: word => ({
        body: {
          queries: { asked: { type: ['incident'], filter: filter(word) } },
        },
      }),
      hits: counted,
    },
  ]),
];
