// The provider runs the chat while it is mounted; StrictMode's second mount is the same chat.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ThroughlineProvider, useThroughline, useUnread } from '@throughline/widget/react';

function Help() {
  const { compose, track } = useThroughline();
  const unread = useUnread();
  const ask = () => {
    void track('Delivery Asked', { product_id: 'kettle' });
    void compose('When will my order arrive?');
  };
  return (
    <p>
      <button type="button" onClick={ask}>
        Ask about delivery
      </button>{' '}
      <span role="status">{unread > 0 && `${unread} new`}</span>
    </p>
  );
}

createRoot(document.querySelector('#app')).render(
  <StrictMode>
    <ThroughlineProvider site="site_abc123" host="https://chat.example.com">
      <h1>A React app with a chat</h1>
      <Help />
    </ThroughlineProvider>
  </StrictMode>,
);
