import type { ViewQuery } from '@callboard/plugin-itsm-common';
import {
  asUrl,
  countOf,
  isBare,
  queryOf,
  questionOf,
  readFilter,
  showsView,
  sortOf,
  valuesOfView,
  viewQueryOf,
} from './listAddress';
import type { ListSpec } from './listAddress';

const spec: ListSpec = {
  type: 'incident',
  queues: {
    unassigned: {
      params: { category: ['open', 'waiting'], assignee: 'none' },
      sort: { by: 'priority', order: 'asc' },
    },
    major: { params: {}, filter: { major: true } },
    open: { params: { category: ['open', 'waiting'] } },
  },
  defaultQueue: 'open',
  filters: ['q', 'service', 'status', 'priority', 'assignee'],
  sort: { by: 'updated', order: 'desc' },
  columns: ['number', 'title'],
};
const at = (values: Record<string, string>) => asUrl(values);

describe('what an address asks for', () => {
  it('is its queue and its filters', () => {
    const question = questionOf(spec, at({ view: 'unassigned', q: 'card' }));
    expect(queryOf(question)).toEqual({
      category: ['open', 'waiting'],
      assignee: 'none',
      q: 'card',
      filter: undefined,
    });
  });

  it('is the default queue if it names none that there is', () => {
    expect(questionOf(spec, at({ view: 'constructor' })).params).toEqual(
      spec.queues.open.params,
    );
    expect(questionOf(spec, at({ view: 'gone' })).params).toEqual(
      spec.queues.open.params,
    );
  });

  it('is all states that it names, whatever its queue would have shown', () => {
    expect(questionOf(spec, at({ status: 'closed' })).params).toEqual({
      status: 'closed',
    });
  });

  it('is what both its queue and its own predicate let through', () => {
    const filter = JSON.stringify({ impact: 1 });
    expect(questionOf(spec, at({ view: 'major', filter })).filter).toEqual({
      $all: [{ major: true }, { impact: 1 }],
    });
    expect(questionOf(spec, at({ view: 'open', filter })).filter).toEqual({
      impact: 1,
    });
  });

  it.each(['', '{', '[]', '1', 'null', '{}', '"x"'])(
    'is no predicate where there is none: %s',
    text => expect(readFilter(text)).toBeUndefined(),
  );

  it('is sorted as its queue is, unless it says otherwise', () => {
    expect(sortOf(spec, at({ view: 'unassigned' }))).toEqual({
      by: 'priority',
      order: 'asc',
    });
    expect(sortOf(spec, at({ view: 'unassigned', sort: 'title' }))).toEqual({
      by: 'title',
      order: 'desc',
    });
  });

  it('is counted with lists as lists and numbers as numbers', () => {
    const question = questionOf(
      spec,
      at({ view: 'unassigned', priority: '1,2', q: 'card, declined' }),
    );
    expect(countOf('incident', question)).toEqual({
      type: ['incident'],
      category: ['open', 'waiting'],
      assignee: ['none'],
      priority: [1, 2],
      q: 'card, declined',
    });
  });
});

describe('a saved view', () => {
  const query: ViewQuery = {
    params: { view: 'unassigned', priority: '1' },
    predicate: { impact: 1 },
    columns: ['number', 'impact'],
    sort: { field: 'created', order: 'asc' },
  };
  const view = { id: 'v', query };

  it('comes back from the address that shows it', () => {
    const url = at(valuesOfView(spec, view));
    expect(viewQueryOf(spec, url, url.list('columns'))).toEqual(query);
    expect(showsView(spec, url, view, url.list('columns'))).toBe(true);
    expect(url.get('saved')).toBe('v');
  });

  it.each([
    ['another filter', { priority: '2' }],
    ['a filter taken away', { priority: '' }],
    ['another predicate', { filter: '' }],
    ['another queue', { view: 'open' }],
    ['another order', { order: 'desc' }],
  ])('is changed by %s', (_, change) => {
    const url = at({ ...valuesOfView(spec, view), ...change });
    expect(showsView(spec, url, view, query.columns!)).toBe(false);
  });

  it('is changed by other columns, and not by turning the page', () => {
    const values = valuesOfView(spec, view);
    const url = at({ ...values, cursor: 'abc', open: 'INC-1', size: '50' });
    expect(showsView(spec, url, view, ['number', 'impact'])).toBe(true);
    expect(showsView(spec, url, view, ['impact', 'number'])).toBe(false);
  });

  it('empties what it does not name', () => {
    expect(valuesOfView(spec, { id: 'v', query: { params: {} } })).toEqual({
      saved: 'v',
      view: 'open',
      q: '',
      service: '',
      status: '',
      priority: '',
      assignee: '',
      filter: '',
      columns: '',
      sort: '',
      order: '',
    });
  });
});

describe('a bare address', () => {
  it('asks for nothing; what is open beside is no question', () => {
    expect(isBare(spec, at({}))).toBe(true);
    expect(isBare(spec, at({ open: 'INC-1' }))).toBe(true);
    expect(isBare(spec, at({ q: 'x' }))).toBe(false);
    expect(isBare(spec, at({ saved: 'v' }))).toBe(false);
  });
});
