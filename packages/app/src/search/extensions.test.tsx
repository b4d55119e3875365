import { createExtensionTester } from '@backstage/frontend-test-utils';
import { searchPage } from './extensions';

it('the search page says where its content is', () => {
  const { type } = createExtensionTester(searchPage).reactElement();
  expect(type).toBe('main');
});
