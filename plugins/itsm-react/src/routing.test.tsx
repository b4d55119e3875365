import { act, render } from '@testing-library/react';
import { BrowserRouter } from 'react-router-dom';
import { useUrlValues, type UrlValues } from './routing';

let url: UrlValues;

function Page() {
  url = useUrlValues();
  return null;
}

const address = () => window.location.pathname + window.location.search;

beforeEach(() => window.history.replaceState(null, '', '/services'));

it('keeps in the address what a page says', () => {
  render(<Page />, { wrapper: BrowserRouter });
  act(() => url.set({ q: 'cart', tag: ['a', 'b'] }));
  expect(address()).toBe('/services?q=cart&tag=a%2Cb');
  act(() => url.set({ tag: undefined }));
  expect(address()).toBe('/services?q=cart');
});

it('takes nobody back who has gone on, while the next page is loaded and this one is still drawn', () => {
  render(<Page />, { wrapper: BrowserRouter });
  // As the router does first, before it draws.
  window.history.pushState(null, '', '/services/ordering');
  act(() => url.set({ q: 'cart' }));
  expect(address()).toBe('/services/ordering');
});
