import type { RecordLink } from '@callboard/plugin-itsm-common';
import { groupLinks, openCount } from './linkGroups';

function link(
  kind: RecordLink['kind'],
  direction: 'in' | 'out',
  statusCategory: 'open' | 'closed' = 'open',
): RecordLink {
  return {
    id: `${kind}-${direction}`,
    kind,
    label: kind,
    direction,
    record: {
      number: 'INC-1',
      type: 'incident',
      title: 'x',
      status: 'new',
      statusCategory,
    },
  };
}

describe('links on a record’s page', () => {
  it('stand under what they say of this end, joining and parent first', () => {
    const groups = groupLinks([
      link('blocks', 'out'),
      link('caused-by', 'in'),
      link('caused-by', 'out'),
      link('child-of', 'in'),
      link('child-of', 'out'),
      link('duplicate-of', 'in'),
      link('duplicate-of', 'out'),
    ]);
    expect(groups.map(group => group.id)).toEqual([
      'duplicateOf',
      'parent',
      'children',
      'duplicates',
      'causedBy',
      'caused',
      'others',
    ]);
  });

  it('count the parts that are not over', () => {
    const links = [link('child-of', 'in'), link('child-of', 'in', 'closed')];
    expect(openCount(links)).toBe(1);
  });
});
