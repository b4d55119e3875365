import { Route, Routes } from 'react-router-dom';
import { MyRequests } from './MyRequests';
import { RequestPage } from './RequestPage';

/** What I asked for: all of it, and each on its page. */
export function RequestsPage() {
  return (
    <Routes>
      <Route index element={<MyRequests />} />
      <Route path=":number" element={<RequestPage />} />
    </Routes>
  );
}
