import { Route, Routes } from 'react-router-dom';
import { DefinitionList } from './DefinitionList';
import { DefinitionPage } from './DefinitionPage';
import { NewDefinition } from './NewDefinition';

/** Definitions: all of them, each with its versions, and the form for a new one. */
export function Definitions() {
  return (
    <Routes>
      <Route index element={<DefinitionList />} />
      <Route path="new" element={<NewDefinition />} />
      <Route path=":kind/:key" element={<DefinitionPage />} />
    </Routes>
  );
}
