import { renderHook } from '@testing-library/react';
import { useRequestKey } from './useRequestKey';

describe('the key of a request of a form', () => {
  it('is the same for what is sent again, as after an answer that was lost', () => {
    const { result, rerender } = renderHook(() => useRequestKey());
    const first = result.current({ title: 'Checkout is slow' });
    rerender();
    expect(result.current({ title: 'Checkout is slow' })).toBe(first);
  });

  it('is another one for what was changed in between', () => {
    const { result } = renderHook(() => useRequestKey());
    const first = result.current({ title: 'Checkout is slow' });
    expect(result.current({ title: 'Checkout is down' })).not.toBe(first);
  });

  it('is another one in each form', () => {
    const keys = [0, 1].map(() =>
      renderHook(() => useRequestKey()).result.current({ title: 'Same' }),
    );
    expect(keys[0]).not.toBe(keys[1]);
  });
});
