import { Route, Routes } from 'react-router-dom';
import { FileIncidentPage } from './form/FileIncidentPage';
import { IncidentListPage } from './list/IncidentListPage';
import { IncidentPage } from './record/IncidentPage';

/** The list of incidents, the form that files one, and the page of each. */
export function IncidentsPage() {
  return (
    <Routes>
      <Route index element={<IncidentListPage />} />
      <Route path="file" element={<FileIncidentPage />} />
      <Route path=":number" element={<IncidentPage />} />
    </Routes>
  );
}
