// Where a visitor with earlier conversations lands: the list, and the way to a new one.
import type { HomeProps } from '../seams/panel.js';
import { PlusIcon } from './icons.js';

export function Home({ site, conversations, when, show, begin }: HomeProps) {
  return (
    <>
      <div class="home">
        <h3>Your conversations</h3>
        <ul>
          {conversations.map((item) => (
            <li key={item.id}>
              <button type="button" class="row" onClick={() => show(item.id)}>
                <b>{item.agentName || site}</b>
                <span>{when(item.lastAt)}</span>
                <span dir="auto">{(item.lastFrom === 'visitor' ? 'You: ' : '') + item.lastText}</span>
                {item.unread > 0 ? (
                  <span class="new">
                    {item.unread}
                    <span class="vh"> new</span>
                  </span>
                ) : (
                  <span>{item.closed ? 'Closed' : ''}</span>
                )}
              </button>
            </li>
          ))}
        </ul>
      </div>
      <button type="button" class="begin" onClick={begin}>
        <PlusIcon />
        New conversation
      </button>
    </>
  );
}
