import { freshFetch } from './freshFetch';

describe('freshFetch', () => {
  it('lets the browser keep no answer, and leaves all else as it is asked', async () => {
    const fetch = jest.fn();
    await freshFetch({ fetch }).fetch('/api/itsm/incidents/INC-1', {
      method: 'PATCH',
      headers: { 'If-Match': '"3"' },
    });
    expect(fetch).toHaveBeenCalledWith('/api/itsm/incidents/INC-1', {
      method: 'PATCH',
      headers: { 'If-Match': '"3"' },
      cache: 'no-store',
    });
  });
});
