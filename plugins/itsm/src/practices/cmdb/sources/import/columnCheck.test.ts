import { checkColumns, headerCells } from './columnCheck';
import type { Mapping } from '../useMapping';

const mapping = {
  class: 'server',
  columns: [
    { from: 'Host name', to: 'name' },
    { from: 'Memory (GB)', to: 'memory' },
    { from: 'Rack', to: 'rack', mayBeAbsent: true },
  ],
} as unknown as Mapping;

describe('the header of a file', () => {
  it('is read with the separator that it has most of, outside of quotes', () => {
    expect(headerCells('\ufeffName;"Memory, GB";Rack\r\nweb;1;2')).toEqual([
      'Name',
      'Memory, GB',
      'Rack',
    ]);
    expect(headerCells('a,b', 'semicolon')).toEqual(['a,b']);
  });

  it('is compared with what the source reads, whatever its case', () => {
    const { columns, ignored } = checkColumns(
      ['HOST NAME', 'Memory GB', 'Colour'],
      mapping,
    );
    expect(columns.map(c => [c.from, c.state, c.close])).toEqual([
      ['Host name', 'there', undefined],
      ['Memory (GB)', 'gone', 'Memory GB'],
      ['Rack', 'absent', undefined],
    ]);
    expect(ignored).toEqual(['Memory GB', 'Colour']);
  });
});
