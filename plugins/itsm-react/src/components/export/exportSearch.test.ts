import { exportSearch } from './exportSearch';

describe('the address of an export', () => {
  it('asks for what the list asks, with its columns, for spreadsheets', () => {
    const search = exportSearch(
      {
        category: ['open', 'waiting'],
        q: 'card & co',
        filter: undefined,
        service: '',
      },
      ['number', 'title'],
    );
    expect(Object.fromEntries(new URLSearchParams(search))).toEqual({
      category: 'open,waiting',
      q: 'card & co',
      columns: 'number,title',
      bom: 'true',
    });
  });
});
