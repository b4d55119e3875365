import { coreExtensionData } from '@backstage/frontend-plugin-api';
import searchPlugin from '@backstage/plugin-search/alpha';

const { reactElement } = coreExtensionData;

/** Backstage's search page, which does not say itself where a page's content is. */
export const searchPage = searchPlugin.getExtension('page:search').override({
  factory: originalFactory => {
    const page = [...originalFactory()];
    return page.map(one =>
      one.id === reactElement.id
        ? reactElement(<main>{one.value as JSX.Element}</main>)
        : one,
    );
  },
});
