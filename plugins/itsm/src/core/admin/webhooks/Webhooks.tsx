import { Route, Routes } from 'react-router-dom';
import { WebhookList } from './WebhookList';
import { WebhookPage } from './WebhookPage';

/** Receivers of webhooks: all of them, and each with what was sent to it. */
export function Webhooks() {
  return (
    <Routes>
      <Route index element={<WebhookList />} />
      <Route path=":id" element={<WebhookPage />} />
    </Routes>
  );
}
