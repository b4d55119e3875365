import { lazy } from 'react';
import { Route } from 'react-router-dom';

const SourcesPage = lazy(async () => ({
  default: (await import('./SourcesPage')).SourcesPage,
}));
const SourcePage = lazy(async () => ({
  default: (await import('./SourcePage')).SourcePage,
}));
const LoadPage = lazy(async () => ({
  default: (await import('./LoadPage')).LoadPage,
}));
const ImportPage = lazy(async () => ({
  default: (await import('./import/ImportPage')).ImportPage,
}));
const DuplicatesPage = lazy(async () => ({
  default: (await import('../duplicates/DuplicatesPage')).DuplicatesPage,
}));
const ClassesPage = lazy(async () => ({
  default: (await import('../classes/ClassesPage')).ClassesPage,
}));
const ClassPage = lazy(async () => ({
  default: (await import('../classes/ClassPage')).ClassPage,
}));

/** The pages of what is not in Git, below the page of the CMDB. */
export const dataRoutes = (
  <>
    <Route path="sources" element={<SourcesPage />} />
    <Route path="sources/:source" element={<SourcePage />} />
    <Route path="sources/:source/loads/:id" element={<LoadPage />} />
    <Route path="import" element={<ImportPage />} />
    <Route path="duplicates" element={<DuplicatesPage />} />
    <Route path="classes" element={<ClassesPage />} />
    <Route path="classes/:ciClass" element={<ClassPage />} />
  </>
);
